// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.ExportFolder.FactFile;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Brings the folder of an export to an empty server: blobs first, only those that it lacks; then
/// the files of facts; then one commit that makes all of it visible.
final class Importer {
  private static final int ASKED_AT_ONCE = 10_000;

  private final Transport transport;
  private final ExportFolder folder;
  private final TransferOptions options;
  private final LongAdder sentBlobs = new LongAdder();
  private final LongAdder sentBytes = new LongAdder();

  Importer(Transport transport, Path folder, TransferOptions options) {
    this.transport = transport;
    this.folder = new ExportFolder(folder);
    this.options = options;
  }

  /// A file of the folder and the blob that it is.
  private record Part(Path file, Entry.File entry) {}

  ImportResult run() throws IOException {
    var description = folder.description();
    var files = new ExportVerifier(folder, options.progress()).facts(description);
    var digest = ExportFolder.digest(files);
    requireComplete(description);
    var route = Route.of("imports", digest);
    var body = Json.object().put("format", ExportFolder.FORMAT);
    body.set("facts", description.path("facts"));
    var begun = transport.json(Call.put(route, body));
    if (Json.textOrNull(begun, "importedAt") != null) {
      return new ImportResult(digest, false, 0, 0, 0);
    }
    options
        .progress()
        .begin("sending", Json.number(description, "blobs"), Json.number(description, "bytes"));
    try {
      send(route, facts(files));
      blobs(route, files);
    } finally {
      options.progress().end();
    }
    var rows = commit(route);
    return new ImportResult(digest, true, rows, sentBlobs.sum(), sentBytes.sum());
  }

  private static void requireComplete(JsonNode description) {
    var missing = description.path("missing");
    if (!missing.isEmpty()) {
      var first = missing.path(0);
      throw CairnException.of(
          Kind.INTEGRITY,
          "export.incomplete",
          "the export lacks "
              + missing.size()
              + " blobs that its server could not give, first "
              + Json.text(first, "digest")
              + " of "
              + String.join(", ", Json.texts(first, "versions"))
              + "; put them back into its store, and export into the folder once more");
    }
  }

  private List<Part> facts(List<FactFile> files) throws IOException {
    var parts = new ArrayList<Part>();
    for (var file : files) {
      var path = folder.facts(file);
      parts.add(new Part(path, new Entry.File(file.path(), Files.size(path), file.sha256())));
    }
    return parts;
  }

  private void blobs(Route route, List<FactFile> files) throws IOException {
    for (var file : files) {
      if (file.noun().equals(ExportFolder.BLOBS)) {
        try (var lines = folder.lines(folder.facts(file))) {
          for (var blobs = lines.blobs(ASKED_AT_ONCE);
              !blobs.isEmpty();
              blobs = lines.blobs(ASKED_AT_ONCE)) {
            send(
                route,
                blobs.stream().map(blob -> new Part(folder.blob(blob.digest()), blob)).toList());
          }
        }
      }
    }
  }

  /// Sends those of up to 10,000 files that the server lacks.
  private void send(Route route, List<Part> parts) throws IOException {
    var missing = missing(route, parts);
    var toSend = new ArrayList<Part>();
    for (var part : parts) {
      if (missing.remove(part.entry().digest())) {
        toSend.add(part);
      } else {
        options.progress().bytes(part.entry().sizeBytes());
        options.progress().file();
      }
    }
    Parallel.each(
        Parallel.Source.of(Batches.of(toSend, part -> part.entry().sizeBytes())),
        options.parallel(),
        Parallel.WAITING,
        batch -> sendBatch(route, batch));
  }

  private HashSet<String> missing(Route route, List<Part> parts) {
    var body = Json.object();
    var list = body.putArray("blobs");
    for (var part : parts) {
      list.addObject().put("digest", part.entry().digest()).put("size", part.entry().sizeBytes());
    }
    var call = Call.postAgain(route.plus("missing"), body);
    return new HashSet<>(Json.texts(transport.json(call), "missing"));
  }

  private void sendBatch(Route route, List<Part> batch) throws IOException {
    for (var part : batch) {
      if (!Files.isRegularFile(part.file(), LinkOption.NOFOLLOW_LINKS)
          || Files.size(part.file()) != part.entry().sizeBytes()) {
        throw ExportFolder.damaged("'" + part.file() + "' is missing, or of another length");
      }
    }
    try {
      var blobs = route.plus("blobs");
      if (batch.size() == 1) {
        var entry = batch.getFirst().entry();
        var body = new FileBody(batch.getFirst().file(), entry.sizeBytes(), options.progress());
        transport.json(Call.bytes(blobs.plus(entry.digest()), "application/octet-stream", body));
      } else {
        var parts =
            batch.stream().map(part -> new BatchBody.Part(part.file(), part.entry())).toList();
        transport.json(
            Call.postBytes(blobs, BatchBody.TYPE, new BatchBody(parts, options.progress())));
      }
    } catch (CairnException e) {
      throw e.kind() == Kind.INTEGRITY ? wrong(batch, e) : e;
    }
    for (var part : batch) {
      sentBlobs.increment();
      sentBytes.add(part.entry().sizeBytes());
      options.progress().file();
    }
  }

  /// Names the file whose bytes are others.
  private static CairnException wrong(List<Part> batch, CairnException said) throws IOException {
    for (var part : batch) {
      if (!Hasher.hash(part.file(), _ -> {}).sha256().equals(part.entry().sha256())) {
        return ExportFolder.damaged("'" + part.file() + "' does not hash to its name");
      }
    }
    return said;
  }

  /// Asks until it is done: with millions of rows that takes minutes.
  private long commit(Route route) {
    while (true) {
      var call = Call.postAgain(route.plus("commit"), Json.object());
      var progress = transport.json(call);
      if (Json.isTrue(progress, "done")) {
        return Json.number(progress, "rows");
      }
    }
  }
}
