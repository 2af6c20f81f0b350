// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Brings the bytes that a backup lists to a server, into whatever store that has: only those that
/// it lacks, so a call that was cut goes on. The server verifies each on its way.
final class RestoreUpload {
  private static final int ASKED_AT_ONCE = 5_000;
  private static final int READS_AT_ONCE = 8;
  private static final Route ROUTE = Route.of("restore");

  private final Transport transport;
  private final BackupFolder backup;
  private final BlobSource source;
  private final TransferOptions options;
  private final LongAdder sentBlobs = new LongAdder();
  private final LongAdder sentBytes = new LongAdder();
  private final ConcurrentSkipListSet<String> lacking = new ConcurrentSkipListSet<>();

  RestoreUpload(
      Transport transport, BackupFolder backup, BlobSource source, TransferOptions options) {
    this.transport = transport;
    this.backup = backup;
    this.source = source;
    this.options = options;
  }

  RestoredBytes run() throws IOException {
    var description = backup.description();
    var list = backup.checked(description, "blobs");
    var count = description.at("/blobs/count").asLong();
    var bytes = description.at("/blobs/bytes").asLong();
    options.progress().begin("restoring", count, bytes);
    try (var lines = new ExportFolder(backup.folder()).lines(list)) {
      for (var blobs = lines.blobs(ASKED_AT_ONCE);
          !blobs.isEmpty();
          blobs = lines.blobs(ASKED_AT_ONCE)) {
        send(blobs);
      }
    } finally {
      options.progress().end();
    }
    return new RestoredBytes(
        Json.text(description, "backup"),
        count,
        bytes,
        sentBlobs.sum(),
        sentBytes.sum(),
        List.copyOf(lacking));
  }

  private void send(List<Entry.File> blobs) throws IOException {
    var missing = missing(blobs);
    var toSend = new ArrayList<Entry.File>();
    for (var blob : blobs) {
      if (missing.contains(blob.digest())) {
        toSend.add(blob);
      } else {
        options.progress().already(blob.sizeBytes());
        options.progress().file();
      }
    }
    Parallel.each(
        Parallel.Source.of(Batches.of(toSend, Entry.File::sizeBytes)),
        options.parallel(),
        Parallel.WAITING,
        batch -> {
          if (batch.getFirst().sizeBytes() > Batches.SMALL_BYTES) {
            sendLarge(batch.getFirst());
          } else {
            sendSmall(batch);
          }
        });
  }

  private HashSet<String> missing(List<Entry.File> blobs) {
    var body = Json.object();
    var list = body.putArray("blobs");
    for (var blob : blobs) {
      list.addObject().put("digest", blob.digest()).put("size", blob.sizeBytes());
    }
    var call = Call.postAgain(ROUTE.plus("missing"), body);
    return new HashSet<>(Json.texts(transport.json(call), "missing"));
  }

  private void sendLarge(Entry.File blob) throws IOException {
    var found = source.sizeBytes(blob.digest());
    if (found.isEmpty() || found.getAsLong() != blob.sizeBytes()) {
      lack(blob);
      return;
    }
    var route = ROUTE.plus("blobs").plus(blob.digest());
    var body = new FileBody(() -> source.open(blob.digest()), blob.sizeBytes(), options.progress());
    try {
      transport.json(Call.bytes(route, "application/octet-stream", body));
      sent(blob);
    } catch (CairnException e) {
      if (e.kind() != Kind.INTEGRITY) {
        throw e;
      }
      lack(blob);
    }
  }

  /// Those are read before, so that one that is wrong does not keep the others back.
  private void sendSmall(List<Entry.File> batch) throws IOException {
    Queue<HeldBatch.Part> whole = new ConcurrentLinkedQueue<>();
    Parallel.each(
        Parallel.Source.of(batch),
        READS_AT_ONCE,
        Parallel.WAITING,
        blob -> {
          if (read(blob) instanceof byte[] bytes) {
            whole.add(new HeldBatch.Part(blob, bytes));
          } else {
            lack(blob);
          }
        });
    if (whole.isEmpty()) {
      return;
    }
    var parts = List.copyOf(whole);
    transport.json(Call.postBytes(ROUTE.plus("blobs"), BatchBody.TYPE, new HeldBatch(parts)));
    for (var part : parts) {
      options.progress().bytes(part.entry().sizeBytes());
      sent(part.entry());
    }
  }

  /// Null if it is not there, or has other bytes.
  private byte @Nullable [] read(Entry.File blob) throws IOException {
    try (var in = source.open(blob.digest())) {
      var bytes = in.readNBytes((int) blob.sizeBytes() + 1);
      var sha256 = HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
      return sha256.equals(blob.sha256()) ? bytes : null;
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private void sent(Entry.File blob) {
    sentBlobs.increment();
    sentBytes.add(blob.sizeBytes());
    options.progress().file();
  }

  private void lack(Entry.File blob) {
    lacking.add(blob.digest());
    options.progress().file();
  }
}
