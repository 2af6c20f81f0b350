// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.core.content.Digest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Which key a digest has, below the prefix:
///
/// ```
/// blobs/sha256/<64 hex>    blobs; a key appears when its bytes are whole and verified
/// incoming/<…>             bytes on their way in, by nobody's digest yet
/// quarantine/<64 hex>      damaged blobs, kept for inquiry
/// ```
record S3Keys(String prefix) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  String blob(Digest digest) {
    return blobs() + digest.hex();
  }

  String blobs() {
    return prefix + "blobs/sha256/";
  }

  String incoming() {
    return prefix + "incoming/";
  }

  String incoming(UUID draft, UUID upload) {
    return incoming() + draft + "/" + upload;
  }

  String incoming(UUID upload) {
    return incoming() + upload;
  }

  String quarantined(Digest digest) {
    return prefix + "quarantine/" + digest.hex();
  }

  /// The digest of a blob's key; empty for a key that is no blob's.
  Optional<Digest> digest(String key) {
    var name = key.substring(Math.min(key.length(), blobs().length()));
    return key.startsWith(blobs()) && HEX.matcher(name).matches()
        ? Optional.of(new Digest(name))
        : Optional.empty();
  }
}
