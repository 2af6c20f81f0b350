// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

class S3MockBlobStoreContractTest extends S3BlobStoreContract {
  @Override
  protected S3Server server() {
    return S3Server.mock();
  }

  /// It forgets them in copies.
  @Override
  protected boolean tellsOfKeys() {
    return false;
  }
}
