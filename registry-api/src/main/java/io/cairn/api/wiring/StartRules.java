// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.DatabaseConfig;
import io.cairn.api.config.ServerConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a server refuses to start with, before it touches anything.
final class StartRules {
  /// As Linux calls them; what runs over FUSE has its own name behind a dot.
  private static final Set<String> NETWORK_FILE_SYSTEMS =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afs",
          "ceph",
          "glusterfs",
          "lustre",
          "beegfs",
          "gpfs",
          "sshfs",
          "s3fs",
          "gcsfuse",
          "rclone",
          "goofys");

  /// What stands in examples, in READMEs, and at the head of every list of passwords.
  private static final Set<String> SAMPLES =
      Set.of(
          "cairn",
          "password",
          "passwort",
          "secret",
          "changeme",
          "change-me",
          "change_me",
          "example",
          "sample",
          "test",
          "admin",
          "postgres",
          "minioadmin",
          "minio123",
          "123456");

  private StartRules() {}

  static void require(ServerConfig server, DatabaseConfig database) {
    if (server.profile().equals("production")) {
      requireProduction(server, database, System.getenv());
    }
    if (database.url().filter(url -> !url.startsWith("jdbc:sqlite:")).isEmpty()) {
      requireOwnDisk(place(server, database));
    }
    // Tests of this module listen on a port of their own.
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      requirePort(server.host(), server.port());
    }
  }

  /// The server listens only when all else is done; somebody who began it twice is told before.
  private static void requirePort(String host, int port) {
    try (var door = new ServerSocket()) {
      door.setReuseAddress(true);
      door.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      throw new ConfigurationException(
          "port %d of %s cannot be taken (%s): perhaps another server has it; choose another with --port or CAIRN_PORT"
              .formatted(port, host, e.getMessage()));
    } catch (IOException _) {
      // Not a matter of the port; whoever listens tells what is wrong with the address.
    }
  }

  private static void requireProduction(
      ServerConfig server, DatabaseConfig database, Map<String, String> environment) {
    if (server.baseUrl().isEmpty()) {
      throw new ConfigurationException(
          "with cairn.profile=production the setting cairn.base-url must be there"
              + " (CAIRN_BASE_URL=https://cairn.example): the scheme and host that people reach the"
              + " server by stand in every URL that it gives out");
    }
    requireNoSample("cairn.db.password (CAIRN_DB_PASSWORD)", database.password());
    requireNoSample(
        "AWS_SECRET_ACCESS_KEY", Optional.ofNullable(environment.get("AWS_SECRET_ACCESS_KEY")));
  }

  private static void requireNoSample(String setting, Optional<String> secret) {
    if (secret
        .map(text -> text.strip().toLowerCase(Locale.ROOT))
        .filter(SAMPLES::contains)
        .isPresent()) {
      throw new ConfigurationException(
          "with cairn.profile=production "
              + setting
              + " must be a secret of your own; this one stands in examples. Make one with 'openssl"
              + " rand -hex 24'");
    }
  }

  private static Path place(ServerConfig server, DatabaseConfig database) {
    return database
        .url()
        .map(url -> url.substring("jdbc:sqlite:".length()).replaceFirst("\\?.*", ""))
        .map(Path::of)
        .orElse(server.dataDir())
        .toAbsolutePath();
  }

  /// SQLite locks its file, and shares memory about it, in ways that such a file system does not
  /// keep.
  private static void requireOwnDisk(Path place) {
    var there = place;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    var type = fileSystem(there);
    var name = type.startsWith("fuse.") ? type.substring("fuse.".length()) : type;
    if (NETWORK_FILE_SYSTEMS.contains(name)) {
      throw new ConfigurationException(
          "'"
              + place
              + "' lies on a network file system ("
              + type
              + "), where the embedded data base would be damaged sooner or later; take a folder on"
              + " a disk of this machine with --data-dir, or PostgreSQL with CAIRN_DB_URL");
    }
  }

  private static String fileSystem(Path place) {
    try {
      return Files.getFileStore(place).type().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      // Whoever opens the folder tells what is wrong with it.
      return "";
    }
  }
}
