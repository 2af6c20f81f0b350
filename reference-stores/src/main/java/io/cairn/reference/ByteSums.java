// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// SHA-256 and other sums of one stream of bytes, taken in one go.
public final class ByteSums {
  private static final Map<String, String> DIGESTS =
      Map.of("sha256", "SHA-256", "sha1", "SHA-1", "md5", "MD5");

  private final Map<String, MessageDigest> digests = new TreeMap<>();
  private final Map<String, Checksum> checksums = new TreeMap<>();
  private long bytes;

  /// @param names besides `sha256`, of [Sums#OF_BYTES]; others are passed over
  public ByteSums(Set<String> names) {
    digests.put("sha256", digest("SHA-256"));
    for (var name : names) {
      if (DIGESTS.containsKey(name)) {
        digests.put(name, digest(DIGESTS.get(name)));
      }
      switch (name) {
        case "crc32" -> checksums.put(name, new CRC32());
        case "crc32c" -> checksums.put(name, new CRC32C());
        case "crc64nvme" -> checksums.put(name, new Crc64());
        default -> {}
      }
    }
  }

  public void update(byte[] buffer, int count) {
    digests.values().forEach(digest -> digest.update(buffer, 0, count));
    checksums.values().forEach(sum -> sum.update(buffer, 0, count));
    bytes += count;
  }

  public long bytes() {
    return bytes;
  }

  /// Of all that came; call it once, and last.
  public Sums finish() {
    var byName = new TreeMap<String, String>();
    digests.forEach((name, digest) -> byName.put(name, HexFormat.of().formatHex(digest.digest())));
    checksums.forEach((name, sum) ->
        byName.put(
            name,
            name.equals("crc64nvme")
                ? HexFormat.of().toHexDigits(sum.getValue())
                : HexFormat.of().toHexDigits((int) sum.getValue())));
    return new Sums(byName);
  }

  /// As [#finish()], when nothing else was asked for.
  public String sha256() {
    return finish().get("sha256").orElseThrow();
  }

  /// Which sums of the bytes a recorded reference asks for.
  public static ByteSums asIn(Sums recorded) {
    return new ByteSums(recorded.byName().keySet());
  }

  /// How these bytes differ from what was recorded; empty if they do not.
  public static Optional<String> difference(Sums recorded, Sums found) {
    for (var name : Sums.OF_BYTES) {
      var then = recorded.get(name);
      var now = found.get(name);
      if (then.isPresent() && now.isPresent() && !then.get().equalsIgnoreCase(now.get())) {
        return Optional.of("its " + name + " is " + now.get() + ", not " + then.get());
      }
    }
    return Optional.empty();
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
