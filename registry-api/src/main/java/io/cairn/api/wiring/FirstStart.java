// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.ServerConfig;
import io.cairn.core.access.CreateFirstAdmin;
import io.cairn.core.access.KeyText;
import io.cairn.core.content.BlobStore;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes the first admin when there is nobody yet, and leaves the key in `admin.key` of the data
/// folder, readable by the server's own user only.
@ApplicationScoped
public class FirstStart {
  private final CreateFirstAdmin createFirstAdmin;
  private final ServerConfig server;

  /// Asks for the store as well, so that a wrong setting stops the start and not the first upload.
  FirstStart(CreateFirstAdmin createFirstAdmin, ServerConfig server, BlobStore store) {
    this.createFirstAdmin = createFirstAdmin;
    this.server = server;
  }

  void begin(@Observes StartupEvent started) {
    createFirstAdmin.run(this::keep);
  }

  private void keep(KeyText key) {
    var file = server.dataDir().resolve("admin.key");
    var half = server.dataDir().resolve("admin.key.new");
    try {
      Files.deleteIfExists(half);
      write(half, key.reveal() + "\n");
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (var folder = FileChannel.open(server.dataDir(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
