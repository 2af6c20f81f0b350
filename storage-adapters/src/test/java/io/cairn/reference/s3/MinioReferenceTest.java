// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairn.storage.s3.S3Server;
import org.junit.jupiter.api.BeforeAll;

/// Where MinIO's program is found.
class MinioReferenceTest extends S3ReferenceContract {
  @BeforeAll
  static void findMinio() {
    var isThere = S3Server.minio().isPresent();
    if (!isThere) {
      System.out.println(
          "left out: the tests of references against MinIO, whose program 'minio' is neither on the"
              + " path nor in ~/.cache/cairn/bin; CAIRN_CI_STORES=build .ci/run builds it (needs Go)");
    }
    assumeTrue(isThere, "MinIO is not there");
  }

  @Override
  S3Server server() {
    return S3Server.minio().orElseThrow();
  }
}
