// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.client.folder.Entry;
import io.cairn.client.folder.ManifestWriter;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.name.FilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The client writes manifests of its own, for it may not use the server's code: both must agree to
/// the byte, or one folder would have two digests.
class ManifestAgreementTest {
  private static final int[] LETTERS = {
    'a', 'B', '0', '"', ' ', '#', 0x7F + 0x21, 0xE9, 0x7FF, 0x800, 0x4E2D, 0xE000, 0xFFFD, 0x1F680
  };

  @Test
  void client_and_server_write_the_same_bytes_for_any_folder() throws IOException {
    var seed = 20_261_121L;
    var random = new Random(seed);
    for (var i = 0; i < 200; i++) {
      var paths = paths(random);
      var client = new ByteArrayOutputStream();
      var server = new ByteArrayOutputStream();

      var clientWriter = new ManifestWriter(client);
      var serverWriter = new io.cairn.core.content.ManifestWriter(server);
      for (var path : paths) {
        var hex = hex(random);
        var size = random.nextLong(1L << 47);
        clientWriter.add(new Entry.File(path, size, hex));
        serverWriter.add(
            new ManifestEntry.FileEntry(new FilePath(path), size, Digest.parse("sha256:" + hex)));
      }
      var summary = serverWriter.finish();

      assertThat(client.toString(StandardCharsets.UTF_8))
          .as("seed %d, folder %d", seed, i)
          .isEqualTo(server.toString(StandardCharsets.UTF_8));
      assertThat(clientWriter.digest()).isEqualTo(summary.digest().toString());
    }
  }

  private static TreeSet<String> paths(Random random) {
    var paths = new TreeSet<String>(Entry.ORDER);
    for (var i = random.nextInt(40); i > 0; i--) {
      var path = new StringBuilder("f").append(i);
      for (var j = random.nextInt(8); j > 0; j--) {
        path.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
      }
      paths.add(new FilePath(path.toString()).text());
    }
    return paths;
  }

  private static String hex(Random random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
