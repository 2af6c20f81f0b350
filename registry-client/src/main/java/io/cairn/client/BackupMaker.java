// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.ExportResult.LostBlob;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.Hasher;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Brings facts and bytes into a folder, in the order that makes them fit: the server holds all
/// bytes; then the facts of one instant; then the list of bytes, which has all that the facts name;
/// then the bytes.
final class BackupMaker {
  private static final int FACT_ATTEMPTS = 3;
  private static final int HOLD_EVERY_MINUTES = 5;

  private final Transport transport;
  private final BackupFolder folder;
  private final BackupRequest request;
  private final TransferOptions options;
  private final LongAdder movedBlobs = new LongAdder();
  private final LongAdder movedBytes = new LongAdder();
  private final List<LostBlob> lost = Collections.synchronizedList(new ArrayList<>());

  BackupMaker(Transport transport, Path folder, BackupRequest request, TransferOptions options) {
    this.transport = transport;
    this.folder = new BackupFolder(folder);
    this.request = request;
    this.options = options;
  }

  BackupResult run() throws IOException {
    if (!folder.isUsable()) {
      throw CairnException.of(
          Kind.REFUSED,
          "folder.taken",
          "'" + folder.folder() + "' is not empty and no backup; name another folder");
    }
    var begun = transport.json(Call.post(Route.of("backups"), Json.object()));
    var id = Json.text(begun, "id");
    var holding = Executors.newSingleThreadScheduledExecutor(Parallel.COMPUTING);
    holding.scheduleWithFixedDelay(
        () -> hold(id), HOLD_EVERY_MINUTES, HOLD_EVERY_MINUTES, TimeUnit.MINUTES);
    try {
      return write(id, Json.text(begun, "engine"), begun);
    } catch (IOException | RuntimeException e) {
      letGo(id);
      throw e;
    } finally {
      holding.shutdownNow();
    }
  }

  /// A call that fails is made again minutes later; whether all went well, the end tells.
  private void hold(String id) {
    try {
      transport.json(Call.postAgain(Route.of("backups", id, "hold"), Json.object()));
    } catch (CairnException _) {
      // The server says so when the backup is finished.
    }
  }

  /// Nobody needs it any more; if that cannot be told, the server finds out within an hour.
  private void letGo(String id) {
    try {
      transport.json(Call.delete(Route.of("backups", id)));
    } catch (CairnException _) {
      // What went wrong before is what is told.
    }
  }

  private BackupResult write(String id, String engine, JsonNode begun) throws IOException {
    var isPostgres = engine.equals("postgresql");
    if (isPostgres != request.database().isPresent()) {
      throw CairnException.usage(
          isPostgres
              ? "the facts are in PostgreSQL; name it with --database postgresql://user@host/name"
              : "the facts are in the server's own data base; leave --database out");
    }
    folder.begin();
    var description = Json.object().put("cairn", BackupFolder.FORMAT).put("backup", id);
    description.put("madeAt", Json.text(begun, "createdAt")).put("engine", engine);
    description.set("facts", isPostgres ? dump(id) : copy(id));
    description.set("versions", list(id, "versions"));
    description.set("blobs", list(id, "blobs"));
    description.put("bytes", request.copiesBytes() ? "copied" : "listed");
    var count = description.at("/blobs/count").asLong();
    var bytes = description.at("/blobs/bytes").asLong();
    if (request.copiesBytes()) {
      blobs(folder.folder().resolve(description.at("/blobs/file").asText()), count, bytes);
    }
    var sorted = lost.stream().sorted(Comparator.comparing(LostBlob::digest)).toList();
    var missing = description.putArray("missing");
    for (var blob : sorted) {
      var told = missing.addObject().put("digest", blob.digest()).put("size", blob.sizeBytes());
      told.set("versions", Json.texts(blob.versions()));
    }
    var pin = Json.object().put("pinSeconds", request.pin().toSeconds());
    var finished = transport.json(Call.post(Route.of("backups", id, "finish"), pin));
    description.put("pinnedUntil", Json.text(finished, "pinnedUntil"));
    folder.finish(description);
    return new BackupResult(
        folder.folder(),
        id,
        engine,
        count,
        bytes,
        movedBlobs.sum(),
        movedBytes.sum(),
        request.copiesBytes(),
        sorted);
  }

  private ObjectNode dump(String id) throws IOException {
    var file = secret("facts-" + id + ".dump");
    options.progress().begin("facts", 0, 0);
    try {
      new PostgresProgram(request.database().orElseThrow()).dump(file);
    } finally {
      options.progress().end();
    }
    return described(file);
  }

  /// From the start again if the line breaks: the copy is of one instant.
  private ObjectNode copy(String id) throws IOException {
    var file = secret("facts-" + id + ".db");
    options.progress().begin("facts", 0, 0);
    try {
      for (var attempt = 1; !download(id, file); attempt++) {
        if (attempt == FACT_ATTEMPTS || !transport.isPatient()) {
          throw transport.unreachable(new IOException("the facts arrived damaged"));
        }
        transport.restBeforeAttempt(attempt);
      }
    } finally {
      options.progress().end();
    }
    return described(file);
  }

  private boolean download(String id, Path file) throws IOException {
    var response = transport.open(Call.get(Route.of("backups", id, "facts")));
    while (response.statusCode() == 202) {
      response.body().close();
      transport.restBeforeAttempt(1);
      response = transport.open(Call.get(Route.of("backups", id, "facts")));
    }
    var said = response.headers().firstValue("Repr-Digest").orElse("");
    var sha256 = Hasher.sha256();
    try (var in = response.body();
        var out = Files.newOutputStream(file)) {
      var buffer = new byte[256 << 10];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        sha256.update(buffer, 0, count);
        options.progress().bytes(count);
      }
    } catch (IOException e) {
      if (!transport.isPatient()) {
        throw transport.unreachable(e);
      }
      return false;
    }
    return said.equals("sha-256=:" + Base64.getEncoder().encodeToString(sha256.digest()) + ":");
  }

  /// A new file that nobody else on this machine reads: facts have the hashes of all keys.
  private Path secret(String name) throws IOException {
    var file = folder.folder().resolve(name);
    Files.deleteIfExists(file);
    if (Files.getFileStore(folder.folder()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return file;
  }

  private ObjectNode described(Path file) throws IOException {
    BackupFolder.force(file);
    var hash = Hasher.hash(file, _ -> {});
    return Json.object()
        .put("file", file.getFileName().toString())
        .put("size", hash.sizeBytes())
        .put("sha256", hash.sha256());
  }

  private ObjectNode list(String id, String what) throws IOException {
    var file = folder.folder().resolve(what + "-" + id + ".ndjson");
    var totals = new long[2];
    options.progress().begin("list of " + what, 0, 0);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      Pages.each(
          transport,
          Route.of("backups", id, what),
          Long.MAX_VALUE,
          item -> {
            totals[0]++;
            totals[1] += item.path("size").asLong();
            options.progress().file();
            try {
              out.write(Json.bytes(item));
              out.write('\n');
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      options.progress().end();
    }
    return described(file).put("count", totals[0]).put("bytes", totals[1]);
  }

  private void blobs(Path list, long count, long bytes) throws IOException {
    options.progress().begin("blobs", count, bytes);
    try (var lines = new ExportFolder(folder.folder()).lines(list)) {
      Parallel.each(new Exporter.Each(lines), options.parallel(), Parallel.WAITING, this::blob);
    } finally {
      options.progress().end();
    }
  }

  private void blob(Entry.File blob) throws IOException {
    var target = folder.blob(blob.digest());
    if (isThere(target, blob)) {
      options.progress().already(blob.sizeBytes());
      options.progress().file();
      return;
    }
    Files.createDirectories(target.getParent());
    if (isLinked(blob, target)) {
      options.progress().already(blob.sizeBytes());
    } else if (!isFetched(blob, target)) {
      return;
    }
    movedBlobs.increment();
    movedBytes.add(blob.sizeBytes());
    options.progress().file();
  }

  /// Files are put in place verified, so a right length is enough, unless the disk is in doubt.
  private boolean isThere(Path file, Entry.File blob) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == blob.sizeBytes()
        && (!request.verifies() || Folders.holds(file, blob));
  }

  private boolean isFetched(Entry.File blob, Path target) throws IOException {
    var route = Route.of("export", "blobs", blob.digest());
    try {
      new BlobDownload(transport, route, blob, options.progress())
          .into(folder.part(blob.digest()), target);
      BackupFolder.force(target);
      return true;
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.INTEGRITY) {
        throw e;
      }
      var versions = Json.texts(transport.json(Call.get(route.plus("versions"))), "versions");
      lost.add(new LostBlob(blob.digest(), blob.sizeBytes(), e.text(), versions));
      return false;
    }
  }

  /// Whether the file of the server is here now as well; what cannot be linked is fetched.
  private boolean isLinked(Entry.File blob, Path target) throws IOException {
    if (request.linkFrom().isEmpty()) {
      return false;
    }
    var source = BackupFolder.blob(request.linkFrom().get(), blob.digest());
    if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, source);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
    if (Folders.holds(target, blob)) {
      return true;
    }
    Files.delete(target);
    return false;
  }
}
