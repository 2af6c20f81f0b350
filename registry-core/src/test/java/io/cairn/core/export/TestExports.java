// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Principal;
import io.cairn.core.access.RecognisedKeys;
import io.cairn.core.access.TestAccess;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.Damages;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.json.JsonRow;
import io.cairn.core.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// An installation for a test of export and import: facts on a real engine, blobs on the heap.
final class TestExports implements AutoCloseable {
  private final TestFacts db;
  private final Timeline timeline = Timeline.system();
  private final Events events = new Events(timeline);

  final Facts facts;
  final TestAccess people;
  final TestArtifacts artifacts;
  final ExportFacts exportFacts;
  final BeginImport beginImport;
  final ReceiveImport receiveImport;
  final CommitImport commitImport;

  TestExports(Engine engine) {
    db = TestFacts.on(engine);
    facts = db.facts();
    people = new TestAccess(facts);
    var access = people.access();
    artifacts = new TestArtifacts(facts, access);
    var store = artifacts.store;
    exportFacts = new ExportFacts(facts, access, events, timeline, "1.2.3");
    beginImport = new BeginImport(facts, access, timeline);
    receiveImport =
        new ReceiveImport(facts, store, access, new Arrivals(new Damages(events), timeline));
    var parts =
        new CommitImport.Parts(facts, store, access, new RecognisedKeys(), events, timeline);
    commitImport = new CommitImport(parts, Runnable::run, Duration.ofSeconds(30));
  }

  static Engine other(Engine engine) {
    return engine == Engine.SQLITE ? Engine.POSTGRESQL : Engine.SQLITE;
  }

  /// The text of each file of an export, by noun.
  Map<String, String> export(Principal actor) {
    var out = new ByteArrayOutputStream();
    try {
      exportFacts.run(actor).writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cut(out.toString(StandardCharsets.UTF_8));
  }

  static Map<String, String> cut(String stream) {
    var files = new LinkedHashMap<String, StringBuilder>();
    var noun = "";
    for (var line : stream.lines().toList()) {
      if (line.startsWith("[\"facts\",\"")) {
        noun = line.substring(10, line.length() - 2);
        files.put(noun, new StringBuilder());
      } else if (line.startsWith("{")) {
        files.computeIfAbsent(noun, _ -> new StringBuilder()).append(line).append('\n');
      }
    }
    var texts = new LinkedHashMap<String, String>();
    files.forEach((each, text) -> texts.put(each, text.toString()));
    return texts;
  }

  /// The file of that noun.
  static String text(Map<String, String> files, String noun) {
    return files.getOrDefault(noun, "");
  }

  static ExportDescription describe(Map<String, String> files) {
    var described = new ArrayList<FactFile>();
    files.forEach((noun, text) ->
        described.add(new FactFile(noun, text.lines().count(), Digest.hash(bytes(text)))));
    return new ExportDescription(described);
  }

  /// Sends everything and commits.
  CommitImport.Progress importAll(Map<String, String> files, TestExports source) {
    var description = describe(files);
    var export = description.digest();
    if (beginImport.run(people.admin(), description).isPresent()) {
      return commitImport.run(people.admin(), export);
    }
    files.values().forEach(text -> send(export, Digest.hash(bytes(text)), bytes(text)));
    text(files, "blobs")
        .lines()
        .forEach(line -> {
          var digest = Digest.parse(JsonRow.parse("line", line).get("digest") + "");
          try (var in = source.artifacts.store.open(digest)) {
            send(export, digest, in.readAllBytes());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return commitImport.run(people.admin(), export);
  }

  void send(Digest export, Digest digest, byte[] content) {
    try {
      receiveImport.blob(
          people.admin(),
          export,
          digest,
          OptionalLong.of(content.length),
          new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long count(String table) {
    return facts.read(reading ->
        reading.handle().createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    db.close();
  }
}
