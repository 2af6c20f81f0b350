// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.ServerConfig;
import io.cairn.api.config.UrlConfig;
import io.cairn.api.http.UrlSigner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What URLs are signed with.
@ApplicationScoped
public class UrlWiring {
  @Produces
  @Singleton
  UrlSigner urlSigner(UrlConfig config, ServerConfig server) {
    var secret = config.secret().orElseGet(() -> kept(server.dataDir().resolve("url.key")));
    if (secret.length() < 32) {
      throw new IllegalStateException("cairn.url.secret must have 32 characters or more");
    }
    return new UrlSigner(secret.getBytes(StandardCharsets.UTF_8), "wandb");
  }

  private static String kept(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write " + file, e);
    }
  }

  /// Whole or not at all: who comes second takes what is there.
  private static void make(Path file) throws IOException {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    var half =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "url",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(half, HexFormat.of().formatHex(random) + "\n");
    try {
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException _) {
      Files.delete(half);
    }
  }
}
