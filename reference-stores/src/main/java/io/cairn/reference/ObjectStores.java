// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import io.cairn.reference.StoreException.Why;
import io.cairn.reference.gcs.GcsObjectStore;
import io.cairn.reference.s3.S3ObjectStore;

/// Opens stores of objects. Their libraries are loaded then, and not before.
public final class ObjectStores {
  private ObjectStores() {}

  /// @param scheme `s3` or `gs`
  public static ObjectStore open(String scheme, StoreSettings settings) throws StoreException {
    try {
      return switch (scheme) {
        case "s3" -> S3ObjectStore.open(settings);
        case "gs" -> GcsObjectStore.open(settings);
        default ->
            throw new StoreException(Why.URI, "there is no store of objects '" + scheme + "'");
      };
    } catch (NoClassDefFoundError e) {
      var library =
          scheme.equals("s3")
              ? "software.amazon.awssdk:s3 and :apache5-client"
              : "com.google.cloud:google-cloud-storage";
      throw new StoreException(
          Why.DENIED, scheme + ":// needs " + library + " on the class path of this program", e);
    }
  }
}
