// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Pattern;

/// A backup as a folder: `backup.json`, which is written last; the files that it names, each of one
/// backup; and the bytes below `blobs/`, as they lie in the data folder of a server.
final class BackupFolder {
  static final String FORMAT = "backup/1";
  static final String DESCRIPTION = "backup.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FILE =
      Pattern.compile("(facts|blobs|versions)-[0-9a-f-]{36}\\.(db|dump|ndjson)");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Path folder;

  BackupFolder(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /// Where the bytes of a blob lie below `root`, here and in the data folder of a server.
  static Path blob(Path root, String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw damaged("'" + digest + "' is no digest");
    }
    var hex = digest.substring("sha256:".length());
    return root.resolve("blobs").resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }

  Path blob(String digest) {
    return blob(folder, digest);
  }

  Path part(String digest) {
    return folder.resolve("parts").resolve(digest.substring("sha256:".length()));
  }

  /// Whether this may become, or go on as, the folder of backups.
  boolean isUsable() throws IOException {
    return !Files.exists(folder)
        || Folders.isEmpty(folder)
        || Files.exists(folder.resolve(DESCRIPTION))
        || Files.exists(folder.resolve("unfinished"));
  }

  /// Makes it what [#isUsable] knows again.
  void begin() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("unfinished"), new byte[0]);
  }

  /// The backup is this from here on; files of an earlier one go.
  void finish(ObjectNode description) throws IOException {
    var half = folder.resolve(DESCRIPTION + ".new");
    Files.write(half, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
    force(half);
    Files.move(
        half,
        folder.resolve(DESCRIPTION),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(folder);
    var named =
        Set.of(
            name(description, "facts"), name(description, "blobs"), name(description, "versions"));
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        if (FILE.matcher(name).matches() && !named.contains(name)) {
          Files.delete(file);
        }
      }
    }
    Folders.delete(folder.resolve("parts"));
    Files.deleteIfExists(folder.resolve("unfinished"));
  }

  /// What the backup says of itself.
  ///
  /// @throws CairnException of kind REFUSED if this is no backup, INTEGRITY if it is damaged
  JsonNode description() throws IOException {
    var file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw CairnException.of(
          Kind.REFUSED,
          "backup.folder",
          "'"
              + folder
              + "' has no "
              + DESCRIPTION
              + ", so it is no backup, or one that has not ended; back up into it again");
    }
    JsonNode description;
    try {
      description = JSON.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw damaged("'" + file + "' is no JSON");
    }
    var format = Json.text(description, "cairn", "");
    if (!format.equals(FORMAT)) {
      throw CairnException.of(
          Kind.REFUSED,
          "backup.format",
          "'" + file + "' has the format '" + format + "'; this program reads " + FORMAT);
    }
    return description;
  }

  /// The file of that name in a description, found to be what the description says.
  ///
  /// @throws CairnException of kind INTEGRITY if it is not
  Path checked(JsonNode description, String what) throws IOException {
    var name = name(description, what);
    if (!FILE.matcher(name).matches()) {
      throw damaged(DESCRIPTION + " names '" + name + "'");
    }
    var file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw damaged("'" + file + "' is missing");
    }
    if (!Hasher.hash(file, _ -> {})
        .sha256()
        .equals(description.at("/" + what + "/sha256").asText())) {
      throw damaged(
          "'" + file + "' was changed: it does not hash to what " + DESCRIPTION + " says");
    }
    return file;
  }

  private static String name(JsonNode description, String what) {
    return description.at("/" + what + "/file").asText();
  }

  /// A file, or the names in a folder, are on the disk when this returns.
  static void force(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  static CairnException damaged(String what) {
    return CairnException.of(Kind.INTEGRITY, "backup.damaged", what + "; the backup is damaged");
  }
}
