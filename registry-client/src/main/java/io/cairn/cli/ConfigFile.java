// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/// What `cairn login` remembers: the present server, and a key for each server; readable by its
/// owner only. `$XDG_CONFIG_HOME/cairn/config.json`, or `~/.config/cairn/config.json`.
final class ConfigFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  ConfigFile(Path file) {
    this.file = file;
  }

  static ConfigFile of(Map<String, String> environment) {
    var xdg = environment.getOrDefault("XDG_CONFIG_HOME", "");
    var home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    var base = xdg.isBlank() ? Path.of(home, ".config") : Path.of(xdg);
    return new ConfigFile(base.resolve("cairn").resolve("config.json"));
  }

  Path path() {
    return file;
  }

  /// The server that was logged in to last.
  Optional<String> url() {
    return text(read(), "url");
  }

  /// A key is only ever sent to the server it was stored for.
  Optional<String> apiKey(String url) {
    return text(server(url), "apiKey");
  }

  Optional<String> team(String url) {
    return text(server(url), "team");
  }

  void remember(String url, String apiKey, Optional<String> team) {
    var root = read();
    root.put("url", url);
    var server = root.withObjectProperty("servers").withObjectProperty(url);
    server.put("apiKey", apiKey);
    team.ifPresent(name -> server.put("team", name));
    write(root);
  }

  /// @return false if there was no key for that server
  boolean forget(String url) {
    var root = read();
    var wasThere = root.withObjectProperty("servers").remove(url) != null;
    write(root);
    return wasThere;
  }

  private JsonNode server(String url) {
    return read().path("servers").path(url);
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private ObjectNode read() {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object
          ? object
          : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw CairnException.of(
          Kind.USAGE, "config", file + " is damaged; remove it and log in again", e);
    } catch (IOException e) {
      throw CairnException.of(Kind.USAGE, "config", file + " cannot be read", e);
    }
  }

  private void write(ObjectNode root) {
    try {
      Files.createDirectories(file.getParent());
      var fresh = Files.createTempFile(file.getParent(), "config-", ".json", ownerOnly());
      Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw CairnException.of(Kind.REFUSED, "config", file + " cannot be written", e);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    var isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
