// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The lines of a run, stream by stream, as records of Cairn. A batch of each is held at a time.
final class OfflineLines {
  private static final int BATCH = 1_000;
  private static final int MAX_BATCH_CHARACTERS = 1 << 20;
  private static final int MAX_CHARACTERS = 1 << 18;
  private static final int MAX_CONSOLE_CHARACTERS = 1 << 16;

  /// Takes the records of a stream.
  interface Sink {
    void take(String stream, JsonNode records);
  }

  private final Sink sink;
  private final Map<String, Batch> batches = new LinkedHashMap<>();
  private final Console[] consoles = {new Console("stderr"), new Console("stdout")};
  private boolean isTorn;

  OfflineLines(Sink sink) {
    this.sink = sink;
  }

  /// Reads all of them.
  ///
  /// @return how many there are
  long read(Path log) {
    try (var records = new RecordLog(log)) {
      for (var bytes = records.next(); bytes.isPresent(); bytes = records.next()) {
        var each = Message.of(bytes.get());
        each.messages(Fields.HISTORY).forEach(this::history);
        each.messages(Fields.STATS).forEach(this::stats);
        each.messages(Fields.CONSOLE).forEach(this::console);
      }
      isTorn = records.isTorn();
    } catch (IOException e) {
      throw CairnException.of(
          Kind.REFUSED, "run.unreadable", "'" + log + "' cannot be read: " + e.getMessage(), e);
    }
    for (var console : consoles) {
      console.end();
    }
    batches.values().forEach(Batch::send);
    return batches.values().stream().mapToLong(batch -> batch.lines).sum();
  }

  /// Whether the file ended in the middle of a record.
  boolean isTorn() {
    return isTorn;
  }

  private void history(Message said) {
    var values = Items.object(said.messages(Fields.HISTORY_ITEM));
    said.message(Fields.HISTORY_STEP).ifPresent(step -> values.put("_step", step.number(1)));
    var record = record(values, values.path("_timestamp").asDouble());
    if (values.path("_step").canConvertToLong() && values.path("_step").asLong() >= 0) {
      record.put("step", values.path("_step").asLong());
    }
    batch("metrics").add(record);
  }

  private void stats(Message said) {
    var values = Items.JSON.createObjectNode();
    Items.object(said.messages(Fields.STATS_ITEM))
        .properties()
        .forEach(item -> values.set("system." + item.getKey(), item.getValue()));
    var at = said.time(Fields.STATS_TIME);
    at.ifPresent(time -> values.put("_timestamp", time.toEpochMilli() / 1_000.0));
    batch("system").add(record(values, values.path("_timestamp").asDouble()));
  }

  private static ObjectNode record(ObjectNode values, double seconds) {
    var record = Items.JSON.createObjectNode();
    if (seconds > 0 && seconds < 2.5e11) {
      record.put("at", Instant.ofEpochMilli((long) (seconds * 1_000)).toString());
    }
    record.set("values", values);
    return record;
  }

  private void console(Message said) {
    var isError = said.number(Fields.CONSOLE_KIND) == 0;
    said.text(Fields.CONSOLE_TEXT)
        .ifPresent(text -> consoles[isError ? 0 : 1].add(text, said.time(Fields.CONSOLE_TIME)));
  }

  private Batch batch(String stream) {
    return batches.computeIfAbsent(stream, Batch::new);
  }

  /// Records of a stream that are still to be sent.
  private final class Batch {
    private final String stream;
    private ArrayNode records = Items.JSON.createArrayNode();
    private long lines;
    private long characters;

    private Batch(String stream) {
      this.stream = stream;
    }

    private void add(ObjectNode record) {
      var length = record.toString().length();
      records.add(
          length > MAX_CHARACTERS ? cut(record).put("line", lines) : record.put("line", lines));
      lines++;
      characters += Math.min(length, MAX_CHARACTERS);
      if (records.size() >= BATCH || characters > MAX_BATCH_CHARACTERS) {
        send();
      }
    }

    private void send() {
      if (!records.isEmpty()) {
        sink.take(stream, records);
      }
      records = Items.JSON.createArrayNode();
      characters = 0;
    }
  }

  /// What is left of a record that is longer than one may be: its plain values.
  private static ObjectNode cut(ObjectNode record) {
    var kept = Items.JSON.createObjectNode();
    record
        .path("values")
        .properties()
        .forEach(value -> {
          var isSmall =
              value.getValue().isValueNode() && value.getValue().asText().length() < 1_000;
          if (isSmall && kept.size() < 100) {
            kept.set(value.getKey(), value.getValue());
          }
        });
    record.set("values", kept.put("_cut", true));
    return record;
  }

  /// What came out of one of the two ends, piece by piece, as lines; a carriage return begins a
  /// line anew.
  private final class Console {
    private final String name;
    private final StringBuilder line = new StringBuilder();
    private Optional<Instant> at = Optional.empty();
    private boolean isReturned;

    private Console(String name) {
      this.name = name;
    }

    private void add(String text, Optional<Instant> time) {
      at = time.or(() -> at);
      text.codePoints()
          .forEach(c -> {
            if (c == '\n') {
              tell();
            } else if (c == '\r') {
              isReturned = true;
            } else {
              if (isReturned) {
                line.setLength(0);
                isReturned = false;
              }
              if (line.length() < MAX_CONSOLE_CHARACTERS) {
                line.appendCodePoint(c);
              }
            }
          });
    }

    private void tell() {
      var record = Items.JSON.createObjectNode();
      at.ifPresent(time -> record.put("at", time.toString()));
      record.putObject("values").put("text", line.toString()).put("stream", name);
      batch("console").add(record);
      line.setLength(0);
      isReturned = false;
    }

    private void end() {
      if (!line.isEmpty()) {
        tell();
      }
    }
  }
}
