// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Progress;
import io.cairn.client.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Sends what a spool holds, chunk by chunk, each so that it may be sent again. Knows no patience:
/// whoever calls decides how often.
final class Sender {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_SINGLE_REFUSALS = 20;

  private final CairnClient client;
  private final SpoolHead head;
  private final Spool spool;
  private long refusedRecords;
  private Optional<String> refusal = Optional.empty();
  private boolean isEnded;

  Sender(CairnClient client, SpoolHead head, Spool spool) {
    this.client = client;
    this.head = head;
    this.spool = spool;
  }

  /// Begins the run, unless that is done.
  synchronized void begin() throws IOException {
    if (head.isBegun()) {
      return;
    }
    try {
      client.runs().create(head.project(), RunRequest.of(head.request()), head.key());
    } catch (CairnException e) {
      if (!isKeyUseless(e)) {
        throw e;
      }
      var request = head.request().deepCopy().put("resume", "allow");
      client.runs().create(head.project(), RunRequest.of(request), head.key() + "-again");
    }
    head.begun();
  }

  /// The server cannot tell whether the first call took effect.
  private static boolean isKeyUseless(CairnException e) {
    return e.code().equals("idempotency.unknown") || e.code().equals("idempotency.reused");
  }

  void heartbeat() {
    if (head.isBegun() && !isEnded) {
      client.runs().heartbeat(head.run());
    }
  }

  /// Sends the next chunk.
  ///
  /// @return false if there was nothing to send
  /// @throws CairnException if the server cannot be reached, or takes nothing of this run
  boolean sendSome() throws IOException {
    begin();
    var segment = head.segment();
    var file = Spool.segmentFile(spool.folder(), segment);
    if (!Files.exists(file)) {
      return false;
    }
    // Asked before the read: once there is a next segment, this one has all its lines.
    var isClosed = Files.exists(Spool.segmentFile(spool.folder(), segment + 1));
    var chunk = Chunk.read(file, head.offset(), head.until());
    if (chunk.isEmpty()) {
      if (isClosed) {
        head.sent(segment + 1, 0);
        Files.delete(file);
      }
      return isClosed;
    }
    head.sending(chunk.until());
    send(chunk, segment + "-" + head.offset());
    spool.sent(chunk.until() - head.offset());
    head.sent(segment, chunk.until());
    return true;
  }

  private void send(Chunk chunk, String place) throws IOException {
    numbered("console", chunk.of('c'), place);
    numbered("system", chunk.of('s'), place);
    var metrics = chunk.of('m');
    if (!metrics.isEmpty()) {
      append("metrics", metrics, -1, Optional.of(head.key() + "-m-" + place));
    }
    for (var line : chunk.lines()) {
      switch (line.kind()) {
        case 'f' -> file(tree(line.json()));
        case 'e' -> {
          var edit = JSON.createObjectNode();
          edit.set("environment", tree(line.json()));
          once(() -> client.runs().edit(head.run(), edit));
        }
        case 'i' -> {
          var ref = tree(line.json()).path("ref").asText();
          once(() -> client.runs().input(head.run(), ref, Optional.empty()));
        }
        case 'x' -> {
          var end = tree(line.json());
          var code = OptionalInt.of(end.path("exitCode").asInt());
          once(() -> client.runs().finish(head.run(), end.path("failed").asBoolean(), code));
          isEnded = true;
        }
        default -> {}
      }
    }
  }

  private void file(JsonNode line) throws IOException {
    var copy = spool.folder().resolve("files").resolve(line.path("copy").asText());
    if (Files.exists(copy)) {
      once(() -> put(line.path("path").asText(), copy));
      Files.deleteIfExists(copy);
    }
  }

  /// A server without this route does not know the path; one without the run knows nothing else.
  private void put(String path, Path copy) {
    try {
      client.runFiles().put(head.run(), path, copy, Progress.NONE);
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      refuse(e, 1);
    }
  }

  /// Records whose lines we number ourselves, so that a repetition replaces them. Where the run may
  /// have lines already, the first of ours asks for the next free one.
  private void numbered(String stream, List<Chunk.Line> lines, String place) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    var rest = lines;
    if (head.base(stream) < 0) {
      var first = lines.getFirst();
      var key = Optional.of(head.key() + "-" + stream + "-" + place);
      var next = client.runs().append(head.run(), stream, records(List.of(first), -1), key);
      head.base(stream, next - 1 - first.number());
      rest = lines.subList(1, lines.size());
    }
    if (!rest.isEmpty()) {
      append(stream, rest, head.base(stream), Optional.empty());
    }
  }

  private void append(String stream, List<Chunk.Line> lines, long base, Optional<String> key)
      throws IOException {
    try {
      client.runs().append(head.run(), stream, records(lines, base), key);
    } catch (CairnException e) {
      if (isKeyUseless(e) && key.isPresent()) {
        append(stream, lines, base, Optional.empty());
        return;
      }
      if (!isAboutContent(e)) {
        throw e;
      }
      if (lines.size() == 1 || refusedRecords > MAX_SINGLE_REFUSALS) {
        refuse(e, lines.size());
        return;
      }
      var half = lines.size() / 2;
      append(stream, lines.subList(0, half), base, key.map(text -> text + "a"));
      append(stream, lines.subList(half, lines.size()), base, key.map(text -> text + "b"));
    }
  }

  private interface Sending {
    void run();
  }

  /// What the server will never take is left out; what it may take later is not.
  private void once(Sending sending) {
    try {
      sending.run();
    } catch (CairnException e) {
      if (!isAboutContent(e)) {
        throw e;
      }
      refuse(e, 1);
    }
  }

  private void refuse(CairnException e, int count) {
    refusedRecords += count;
    if (refusal.isEmpty()) {
      refusal = Optional.of(e.text());
    }
  }

  private static boolean isAboutContent(CairnException e) {
    return e.status() == 400
        || e.status() == 413
        || e.status() == 422
        || e.status() == 405
        || e.status() == 409 && !e.code().startsWith("idempotency.")
        || e.kind() == Kind.USAGE
        || e.status() == 0 && e.kind() == Kind.REFUSED;
  }

  /// As they are written down: not read again, for there may be very many.
  ///
  /// @param base where line 0 stands in the run; -1 leaves it to the server
  private static JsonNode records(List<Chunk.Line> lines, long base) {
    var records = JSON.createArrayNode();
    for (var line : lines) {
      var text =
          base < 0
              ? line.json()
              : "{\"line\":" + (base + line.number()) + "," + line.json().substring(1);
      records.add(JSON.getNodeFactory().rawValueNode(new RawValue(text)));
    }
    return records;
  }

  private static JsonNode tree(String json) throws IOException {
    return JSON.readTree(json);
  }

  /// Why something was left out, if anything was.
  Optional<String> refusal() {
    return refusal.map(text -> refusedRecords + " records were refused: " + text);
  }
}
