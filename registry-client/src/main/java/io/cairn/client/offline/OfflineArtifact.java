// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.LogRequest;
import io.cairn.client.folder.Entry;
import io.cairn.reference.ObjectUri;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// An artifact that was logged without a server: its manifest stands in the record, its bytes where
/// the SDK staged them.
record OfflineArtifact(Message said) {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final Pattern OBJECT = Pattern.compile("(s3|gs)://([^/]*)/?(.*)", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,1024}");

  /// What is said of a file or reference.
  ///
  /// @param sizeBytes 0 also if it is not known
  private record Item(
      String path,
      String digest,
      Optional<String> ref,
      long sizeBytes,
      Optional<Path> local,
      Map<String, String> extra) {}

  String name() {
    return Words.name(said.text(Fields.ARTIFACT_NAME).orElse("artifact"));
  }

  /// Puts its files into an empty folder, in their places and checked.
  ///
  /// @param project `team/project`
  LogRequest gather(Path folder, String project) throws IOException {
    var references = new ArrayList<Entry.Reference>();
    var files = 0;
    for (var item : items()) {
      if (item.ref().isPresent()) {
        references.add(reference(item));
      } else {
        place(item, folder);
        files++;
      }
    }
    var collection = project + "/" + name();
    var request =
        files > 0 ? LogRequest.of(folder, collection) : LogRequest.ofReferences(collection);
    return request
        .type(Words.name(said.text(Fields.ARTIFACT_TYPE).orElse("artifact")))
        .aliases(
            said.texts(Fields.ARTIFACT_ALIASES).stream()
                .filter(alias -> !alias.equals("latest"))
                .map(Words::label)
                .toList())
        .tags(said.texts(Fields.ARTIFACT_TAGS).stream().map(Words::label).toList())
        .description(said.text(Fields.ARTIFACT_DESCRIPTION).orElse(""))
        .metadata(metadata())
        .references(references);
  }

  private Map<String, Object> metadata() {
    var known = new LinkedHashMap<String, Object>();
    if (Items.parse(said.text(Fields.ARTIFACT_METADATA).orElse("{}")) instanceof ObjectNode all) {
      // A key without a value says nothing.
      all.properties().stream()
          .filter(member -> !member.getValue().isNull())
          .forEach(member -> known.put(member.getKey(), member.getValue()));
    }
    return known;
  }

  private List<Item> items() throws IOException {
    var items = new ArrayList<Item>();
    for (var manifest : said.messages(Fields.ARTIFACT_MANIFEST)) {
      for (var entry : manifest.messages(Fields.MANIFEST_ENTRY)) {
        items.add(
            new Item(
                entry.text(Fields.ENTRY_PATH).orElse(""),
                entry.text(Fields.ENTRY_DIGEST).orElse(""),
                entry.text(Fields.ENTRY_REF),
                entry.number(Fields.ENTRY_SIZE),
                entry.text(Fields.ENTRY_LOCAL).map(Path::of),
                extra(entry.messages(Fields.ENTRY_EXTRA))));
      }
      var file = manifest.text(Fields.MANIFEST_FILE);
      if (file.isPresent()) {
        items.addAll(apart(Path.of(file.get())));
      }
    }
    return items;
  }

  /// A manifest of very many entries has a file of its own: a line of JSON each.
  private static List<Item> apart(Path file) throws IOException {
    var items = new ArrayList<Item>();
    try (var in = new GZIPInputStream(Files.newInputStream(file));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var entry = Items.JSON.readTree(line);
        var extra = new LinkedHashMap<String, String>();
        entry
            .path("extra")
            .properties()
            .forEach(member -> extra.put(member.getKey(), member.getValue().asText()));
        items.add(
            new Item(
                entry.path("path").asText(),
                entry.path("digest").asText(),
                Optional.ofNullable(entry.get("ref")).map(node -> node.asText()),
                entry.path("size").asLong(),
                Optional.ofNullable(entry.get("local_path")).map(node -> Path.of(node.asText())),
                extra));
      }
    }
    return items;
  }

  private static Map<String, String> extra(List<Message> said) {
    var extra = new LinkedHashMap<String, String>();
    for (var each : said) {
      each.text(1)
          .ifPresent(key -> extra.put(key, Items.parse(each.text(2).orElse("null")).asText()));
    }
    return extra;
  }

  /// The same as where the SDK logs over the net: what is imported is the version that is sent.
  private static Entry.Reference reference(Item item) {
    var ref = item.ref().orElseThrow();
    var isLooked = !item.digest().isEmpty() && !item.digest().equals(ref);
    var size =
        item.sizeBytes() > 0 || isLooked && !ref.startsWith("wandb-artifact:")
            ? Optional.of(item.sizeBytes())
            : Optional.<Long>empty();
    var checksum =
        !isLooked
            ? Optional.<String>empty()
            : item.extra().containsKey("etag")
                ? Optional.of("etag:" + item.digest())
                : ref.startsWith("file:") && item.digest().matches("[A-Za-z0-9+/]{22}==")
                    ? Optional.of(
                        "md5:"
                            + HexFormat.of().formatHex(Base64.getDecoder().decode(item.digest())))
                    : Optional.of(item.digest());
    return new Entry.Reference(
        item.path(), size, uri(ref, item.extra().get("versionID")), checksum);
  }

  /// The SDK writes the key of an object as it is, and its version beside it.
  private static String uri(String ref, @Nullable String version) {
    var object = OBJECT.matcher(ref);
    return object.matches()
        ? new ObjectUri(
                object.group(1),
                object.group(2),
                object.group(3),
                Optional.ofNullable(version).filter(text -> VERSION.matcher(text).matches()))
            .text()
        : ref.replaceAll("[\\s\\p{Cntrl}]", "%20");
  }

  private void place(Item item, Path folder) throws IOException {
    var local =
        item.local()
            .filter(Files::isRegularFile)
            .orElseThrow(() ->
                CairnException.of(
                    Kind.REFUSED,
                    "artifact.gone",
                    "artifact '%s': the bytes of '%s' are gone; they were staged at '%s'"
                        .formatted(
                            name(), item.path(), item.local().map(Path::toString).orElse("?"))));
    var target = folder.resolve(item.path()).normalize();
    if (!target.startsWith(folder) || target.equals(folder)) {
      throw CairnException.of(
          Kind.REFUSED, "artifact.path", "artifact '" + name() + "' has a path out of itself");
    }
    if (!item.extra().containsKey("alg") && !md5(local).equals(item.digest())) {
      throw CairnException.of(
          Kind.INTEGRITY,
          "artifact.damaged",
          "artifact '%s': '%s' is not what was logged as '%s'"
              .formatted(name(), local, item.path()));
    }
    Files.createDirectories(target.getParent());
    try {
      Files.createLink(target, local);
    } catch (FileSystemException | UnsupportedOperationException _) {
      // Another disk, or one without links.
      Files.copy(local, target);
    }
  }

  private static String md5(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("MD5"))) {
      var buffer = new byte[BUFFER_BYTES];
      while (in.read(buffer) >= 0) {
        // The sum is what counts.
      }
      return Base64.getEncoder().encodeToString(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
