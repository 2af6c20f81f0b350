// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.s3;

import io.cairn.storage.s3.S3Server;

/// Against the server that the build brings.
class S3MockReferenceTest extends S3ReferenceContract {
  @Override
  S3Server server() {
    return S3Server.mock();
  }

  @Override
  boolean deletesVersions() {
    return false;
  }
}
