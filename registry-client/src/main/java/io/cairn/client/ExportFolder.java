// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.Hasher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A whole installation as a folder: `export.json`, `facts/<noun>.ndjson`, `blobs/sha256/<2
/// digits>/<62 digits>`. No name in it is taken from a file but nouns and digests, so nothing in it
/// can lead elsewhere.
final class ExportFolder {
  static final String FORMAT = "export/1";
  static final String DESCRIPTION = "export.json";

  /// The file that lists the blobs.
  static final String BLOBS = "blobs";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NOUN = Pattern.compile("facts/([a-z][a-z-]{0,63})\\.ndjson");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int MAX_DESCRIPTION_BYTES = 16 << 20;

  private final Path folder;

  ExportFolder(Path folder) {
    this.folder = folder;
  }

  /// A file of facts as the description has it.
  record FactFile(String noun, long rows, String sha256) {
    String path() {
      return "facts/" + noun + ".ndjson";
    }
  }

  Path folder() {
    return folder;
  }

  Path facts() {
    return folder.resolve("facts");
  }

  /// Where facts are written until they are complete.
  Path newFacts() {
    return folder.resolve("facts.new");
  }

  Path part(String digest) {
    return folder.resolve("parts").resolve(hex(digest));
  }

  Path facts(FactFile file) {
    return folder.resolve(file.path());
  }

  /// Where the bytes of a blob are.
  Path blob(String digest) {
    var hex = hex(digest);
    return folder
        .resolve("blobs")
        .resolve("sha256")
        .resolve(hex.substring(0, 2))
        .resolve(hex.substring(2));
  }

  private static String hex(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw damaged("'" + digest + "' is no digest");
    }
    return digest.substring("sha256:".length());
  }

  /// Whether this may become, or go on as, the folder of an export.
  boolean isUsable() throws IOException {
    return !Files.exists(folder)
        || Folders.isEmpty(folder)
        || Files.exists(folder.resolve(DESCRIPTION))
        || Files.exists(newFacts());
  }

  /// What the export says of itself.
  ///
  /// @throws CairnException of kind REFUSED if this is no export, INTEGRITY if it is damaged
  JsonNode description() throws IOException {
    var file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw CairnException.of(
          Kind.REFUSED,
          "export.folder",
          "'"
              + folder
              + "' has no "
              + DESCRIPTION
              + ", so it is no export, or one that has not ended; export into it again");
    }
    if (Files.size(file) > MAX_DESCRIPTION_BYTES) {
      throw damaged("'" + file + "' is too large");
    }
    JsonNode description;
    try {
      description = JSON.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw damaged("'" + file + "' is no JSON");
    }
    var format = Json.text(description, "cairn");
    if (!format.equals(FORMAT)) {
      throw CairnException.of(
          Kind.REFUSED,
          "export.format",
          "'" + file + "' has the format '" + format + "'; this program reads " + FORMAT);
    }
    return description;
  }

  /// The files of a description, in the order of their names.
  static List<FactFile> files(JsonNode description) {
    var files = new ArrayList<FactFile>();
    for (var each : description.path("facts")) {
      var path = NOUN.matcher(Json.text(each, "file"));
      if (!path.matches()) {
        throw damaged(DESCRIPTION + " names '" + Json.text(each, "file") + "'");
      }
      var sha256 = Json.text(each, "sha256");
      hex("sha256:" + sha256);
      files.add(new FactFile(path.group(1), Json.number(each, "rows"), sha256));
    }
    files.sort(Comparator.comparing(FactFile::path));
    return List.copyOf(files);
  }

  /// What `sha256sum facts/*.ndjson | sha256sum` says.
  static String digest(List<FactFile> files) {
    MessageDigest sha256 = Hasher.sha256();
    for (var file : files) {
      var line = file.sha256() + "  " + file.path() + "\n";
      sha256.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return "sha256:" + HexFormat.of().formatHex(sha256.digest());
  }

  /// Puts the new facts in the place of the old, and says so in the description, which comes last.
  void finish(ObjectNode description) throws IOException {
    Folders.delete(facts());
    Files.move(newFacts(), facts(), StandardCopyOption.ATOMIC_MOVE);
    var half = folder.resolve(DESCRIPTION + ".new");
    Files.write(half, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
    Files.move(
        half,
        folder.resolve(DESCRIPTION),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Folders.delete(folder.resolve("parts"));
  }

  /// Lines of a file of facts, one after the other.
  Lines lines(Path file) throws IOException {
    return new Lines(Files.newBufferedReader(file, StandardCharsets.UTF_8));
  }

  /// Reads objects; null at the end.
  static final class Lines implements AutoCloseable {
    private final BufferedReader reader;

    Lines(BufferedReader reader) {
      this.reader = reader;
    }

    @Nullable JsonNode next() throws IOException {
      var line = reader.readLine();
      try {
        return line == null ? null : JSON.readTree(line);
      } catch (com.fasterxml.jackson.core.JacksonException e) {
        throw damaged("a line of facts is no JSON");
      }
    }

    /// Up to `max` blobs of the list of blobs.
    List<Entry.File> blobs(int max) throws IOException {
      var blobs = new ArrayList<Entry.File>();
      while (blobs.size() < max) {
        var line = next();
        if (line == null) {
          break;
        }
        var digest = Json.text(line, "digest");
        blobs.add(new Entry.File(digest, Json.number(line, "size"), hex(digest)));
      }
      return blobs;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  static CairnException damaged(String what) {
    return CairnException.of(Kind.INTEGRITY, "export.damaged", what + "; the export is damaged");
  }
}
