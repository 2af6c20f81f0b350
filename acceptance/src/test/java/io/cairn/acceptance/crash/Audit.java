// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.Session;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;

/// Compares what a server has with what was acknowledged, and looks for anything half done.
final class Audit implements AutoCloseable {
  private final ServerProcess server;
  private final Session session;
  private final Acknowledged acknowledged;

  Audit(ServerProcess server, Acknowledged acknowledged) {
    this.server = server;
    this.session = server.admin();
    this.acknowledged = acknowledged;
  }

  /// Every acknowledged version is there; every byte of the given ones is as it was sent; no alias
  /// stands where nobody put it; no collection has a gap or a version whose bytes are not all
  /// there; no file in the store has another name than its bytes give it.
  void check(Collection<Map.Entry<String, Long>> toRead) throws IOException {
    var found = new LinkedHashMap<String, JsonNode>();
    for (var collection : List.of("c0", "c1", "c2")) {
      found.putAll(versions(Writer.PROJECT + "/collections/" + collection));
    }
    assertThat(found.keySet()).containsAll(acknowledged.versions().keySet());
    for (var version : toRead) {
      checkBytes(Objects.requireNonNull(found.get(version.getKey())), version.getValue());
    }
    var unacknowledged = new HashSet<>(found.keySet());
    unacknowledged.removeAll(acknowledged.versions().keySet());
    for (var digest : unacknowledged) {
      checkWhole(Objects.requireNonNull(found.get(digest)));
    }
    checkAliases();
    checkStore();
  }

  /// Of one collection, by digest. Indexes must have no gap.
  private Map<String, JsonNode> versions(String collection) {
    var found = new LinkedHashMap<String, JsonNode>();
    var cursor = "";
    var indexes = new ArrayList<Long>();
    do {
      var page = Session.ok(session.get(collection + "/versions?limit=500" + cursor)).json();
      for (var version : page.get("items")) {
        found.put(version.get("digest").asText(), version);
        indexes.add(version.get("index").asLong());
      }
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asText();
    } while (!cursor.isEmpty());
    assertThat(indexes.reversed())
        .containsExactlyElementsOf(LongStream.range(0, indexes.size()).boxed().toList());
    return found;
  }

  private void checkBytes(JsonNode version, long seed) {
    Content.of(seed)
        .files()
        .forEach((path, bytes) -> assertThat(file(version, path)).isEqualTo(bytes));
  }

  /// Of a version that was committed though nobody heard of it: all of it must be there.
  private void checkWhole(JsonNode version) {
    var files = version.get("links").get("files").asText().substring("/api/v1".length());
    for (var file : Session.ok(session.get(files)).json().get("items")) {
      var bytes = file(version, file.get("path").asText());
      assertThat("sha256:" + Content.sha256(bytes)).isEqualTo(file.get("digest").asText());
    }
  }

  private byte[] file(JsonNode version, String path) {
    var files = version.get("links").get("files").asText().substring("/api/v1".length());
    var encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
    return Session.ok(session.get(files + "/" + encoded.replace("%2F", "/"))).body();
  }

  private void checkAliases() {
    acknowledged
        .aliases()
        .forEach((alias, known) -> {
          var place =
              alias.startsWith("l")
                  ? Writer.MODEL
                  : Writer.PROJECT + "/collections/" + Writer.collectionOf(alias);
          var answer = session.get(place + "/aliases/" + alias);
          var allowed = new HashSet<>(Set.of(known.acknowledged()));
          allowed.addAll(known.unknown());
          var digest = answer.status() == 404 ? "" : answer.json().get("digest").asText();
          assertThat(allowed).as("alias %s", alias).contains(digest);
          acknowledged.settled(alias, digest);
        });
  }

  private void checkStore() throws IOException {
    try (var files = Files.walk(server.data().resolve("blobs"))) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        assertThat(file.getFileName().toString())
            .isEqualTo(Content.sha256(Files.readAllBytes(file)));
      }
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
