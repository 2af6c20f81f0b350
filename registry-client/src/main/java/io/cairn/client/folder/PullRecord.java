// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cairn.client.folder.FolderException.Why;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The top-level file `.cairn.json` of a pulled folder: which version it is, and its manifest, so
/// that the folder can be checked without a server.
///
/// Members `cairn` (`pull/1`), those of `facts` (texts: `ref, path, version, digest, url, …`),
/// `entries`, the lines of the manifest, which hash to `digest`, so that a changed record is seen,
/// and `fetched`, as lines of a manifest too: references whose bytes were brought, with what they
/// hash to.
///
/// @param facts texts by name; `digest` is always there
/// @param fetched by their paths
public record PullRecord(Map<String, String> facts, Map<String, Entry.File> fetched) {
  /// Name of the file; no version may have an entry of this name.
  public static final String NAME = ".cairn.json";

  private static final JsonFactory JSON = new JsonFactory();
  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  public PullRecord {
    facts = Map.copyOf(facts);
    fetched = Map.copyOf(fetched);
  }

  public PullRecord(Map<String, String> facts) {
    this(facts, Map.of());
  }

  /// `sha256:<hex>` of the manifest.
  public String digest() {
    return facts.getOrDefault("digest", "");
  }

  /// Writes the record into `folder`, entries from `manifest` (a file of format 1).
  public void write(Path folder, Path manifest) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(NAME)));
        var reader = new ManifestReader(Files.newInputStream(manifest))) {
      writeHead(out);
      var mark = "\n";
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        out.write((mark + ManifestWriter.line(entry.get()).strip()).getBytes(UTF_8));
        mark = ",\n";
      }
      writeFetched(out);
      out.write("\n]}\n".getBytes(UTF_8));
    }
  }

  private void writeFetched(OutputStream out) throws IOException {
    if (fetched.isEmpty()) {
      return;
    }
    var mark = "\n],\"fetched\":[\n";
    for (var path : fetched.keySet().stream().sorted(Entry.ORDER).toList()) {
      var line = ManifestWriter.line(Objects.requireNonNull(fetched.get(path)));
      out.write((mark + line.strip()).getBytes(UTF_8));
      mark = ",\n";
    }
  }

  private void writeHead(OutputStream out) throws IOException {
    var head = new StringWriter();
    try (var json = JSON.createGenerator(head)) {
      json.writeStartObject();
      json.writeStringField("cairn", "pull/1");
      for (var fact : new TreeMap<>(facts).entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeEndObject();
    }
    var text = head.toString();
    out.write((text.substring(0, text.length() - 1) + ",\"entries\":[").getBytes(UTF_8));
  }

  /// Reads the facts of `folder`'s record, and writes its entries to `manifest` as format 1.
  ///
  /// @throws FolderException if there is no record, or its entries do not hash to its digest
  public static PullRecord read(Path folder, Path manifest) throws IOException {
    var file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new FolderException(
          Why.FOLDER,
          "'" + folder + "' has no " + NAME + "; name the version too: verify REF " + folder);
    }
    try (var in = Files.newInputStream(file);
        var out = new BufferedOutputStream(Files.newOutputStream(manifest))) {
      return read(in, new ManifestWriter(out));
    } catch (JsonProcessingException e) {
      throw new FolderException(Why.DAMAGED, "'" + file + "' is damaged: it is no JSON");
    }
  }

  private static PullRecord read(InputStream in, ManifestWriter manifest) throws IOException {
    var facts = new TreeMap<String, String>();
    var fetched = new HashMap<String, Entry.File>();
    try (var json = JSON.createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        var token = json.nextToken();
        if (token == JsonToken.START_ARRAY && name.equals("fetched")) {
          readFetched(json, fetched);
        } else if (token == JsonToken.START_ARRAY) {
          copyEntries(json, manifest);
        } else {
          facts.put(name, json.getText());
        }
      }
    }
    var record = new PullRecord(facts, fetched);
    if (!record.digest().equals(manifest.digest())) {
      throw new FolderException(
          Why.DAMAGED, NAME + " was changed: its entries do not hash to " + record.digest());
    }
    return record;
  }

  private static void readFetched(JsonParser json, Map<String, Entry.File> fetched)
      throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      var members = new ManifestReader.Members();
      members.read(json);
      if (members.entry() instanceof Entry.File file) {
        fetched.put(file.path(), file);
      }
    }
  }

  private static void copyEntries(JsonParser json, ManifestWriter manifest) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      var members = new ManifestReader.Members();
      members.read(json);
      manifest.add(members.entry());
    }
  }
}
