// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The files of one version, made from a seed: some small, one larger than a buffer of the server.
record Content(Map<String, byte[]> files) {
  private static final int LARGE_BYTES = 700_000;

  static Content of(long seed) {
    var random = new SplittableRandom(seed);
    var files = new TreeMap<String, byte[]>();
    for (var name : List.of("config.json", "data/a.bin", "data/ü.bin")) {
      files.put(name, bytes(random, 1 + random.nextInt(4_000)));
    }
    files.put("weights.bin", bytes(random, LARGE_BYTES));
    return new Content(files);
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Manifest format 1.
  byte[] manifest() {
    var text = new StringBuilder("{\"cairn\":\"manifest/1\"}\n");
    files.forEach((path, bytes) ->
        text.append(
            "{\"path\":\"%s\",\"size\":%d,\"sha256\":\"%s\"}\n"
                .formatted(path, bytes.length, sha256(bytes))));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// `sha256:` and the version's digest.
  String digest() {
    return "sha256:" + sha256(manifest());
  }

  /// The small files, framed for the batch route.
  byte[] smallFrames() {
    var frames = new ByteArrayOutputStream();
    for (var file : files.entrySet()) {
      if (file.getValue().length < LARGE_BYTES) {
        frames.writeBytes(HexFormat.of().parseHex(sha256(file.getValue())));
        frames.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(file.getValue().length).array());
        frames.writeBytes(file.getValue());
      }
    }
    return frames.toByteArray();
  }

  byte[] large() {
    return Objects.requireNonNull(files.get("weights.bin")).clone();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
