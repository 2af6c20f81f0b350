// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Writes all facts of the installation as one stream, all of one instant, while others write.
///
/// The stream goes as fast as its reader reads, and until it ends the data base keeps what others
/// remove; so there are two at a time and no more.
public final class ExportFacts {
  private static final int MAX_AT_ONCE = 2;
  private static final int BUFFER_BYTES = 64 << 10;

  private final Semaphore turns = new Semaphore(MAX_AT_ONCE);
  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;
  private final String version;

  /// @param version of the server, for the head of the stream
  public ExportFacts(Facts facts, Access access, Events events, Timeline timeline, String version) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
    this.version = version;
  }

  /// An export that can be written: who may, and whether there is room, is known before the first
  /// byte. Nothing is held until it is written.
  ///
  /// @throws Failure.Forbidden `installation.admin` unless the actor is an admin or auditor
  /// @throws Failure.Busy if too many exports are being read
  public Export run(Principal actor) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    if (turns.availablePermits() == 0) {
      throw busy();
    }
    return new Export(actor);
  }

  private static Failure.Busy busy() {
    return new Failure.Busy(
        "two exports are being read; try again when one has ended", Duration.ofSeconds(30));
  }

  /// An export that is about to be written, once.
  public final class Export {
    private final Principal actor;

    private Export(Principal actor) {
      this.actor = actor;
    }

    /// Writes the stream, see [ExportWriter]. The event of the export is appended before the last
    /// line is written, and is not in the export itself. Does not close `out`.
    ///
    /// @throws Failure.Busy if others have come between
    /// @throws IOException if `out` breaks
    public ExportDescription writeTo(OutputStream out) throws IOException {
      if (!turns.tryAcquire()) {
        throw busy();
      }
      try {
        events.settle(facts);
        var server = facts.write(tx -> Installation.id(tx, timeline));
        var buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        var writer = new ExportWriter(buffered);
        writer.begin(head(server));
        var blobs = facts.snapshot(reading -> writeFiles(reading, writer));
        var description = writer.describe();
        facts.write(tx -> append(tx, server, description, blobs));
        writer.end(tail(description, blobs));
        buffered.flush();
        return description;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } finally {
        turns.release();
      }
    }

    private Map<String, @Nullable Object> head(UUID server) {
      var head = new LinkedHashMap<String, @Nullable Object>();
      head.put("format", ExportDescription.FORMAT);
      head.put("server", server.toString());
      head.put("version", version);
      head.put("madeAt", timeline.now().toString());
      head.put("madeBy", actor.name().text());
      return head;
    }

    private BlobTotals writeFiles(Reading reading, ExportWriter writer) {
      FactTables.EXPORTED.forEach(
          table -> writer.file(table.noun(), sink -> TableRows.each(reading, table, sink)));
      var totals = new long[2];
      writer.file(
          FactFile.BLOBS,
          sink ->
              TableRows.eachNeededBlob(
                  reading,
                  blob -> {
                    totals[0]++;
                    totals[1] += blob.sizeBytes();
                    var line = new LinkedHashMap<String, @Nullable Object>();
                    line.put("digest", blob.digest().toString());
                    line.put("size", blob.sizeBytes());
                    sink.accept(line);
                  }));
      return new BlobTotals(totals[0], totals[1]);
    }

    private boolean append(Tx tx, UUID server, ExportDescription description, BlobTotals blobs) {
      var data =
          JsonObject.of(
              "data",
              Map.of(
                  "digest", description.digest().toString(),
                  "rows", description.rows(),
                  "blobs", blobs.count(),
                  "bytes", blobs.bytes()));
      events.append(
          tx, actor.origin(), "installation.exported", null, "installation", server, data);
      return true;
    }

    private static Map<String, @Nullable Object> tail(
        ExportDescription description, BlobTotals blobs) {
      var files = new ArrayList<Map<String, @Nullable Object>>();
      for (var file : description.files()) {
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("file", file.path());
        told.put("rows", file.rows());
        told.put("sha256", file.digest().hex());
        files.add(told);
      }
      var tail = new LinkedHashMap<String, @Nullable Object>();
      tail.put("digest", description.digest().toString());
      tail.put("facts", files);
      tail.put("rows", description.rows());
      tail.put("blobs", blobs.count());
      tail.put("bytes", blobs.bytes());
      return tail;
    }
  }

  private record BlobTotals(long count, long bytes) {}
}
