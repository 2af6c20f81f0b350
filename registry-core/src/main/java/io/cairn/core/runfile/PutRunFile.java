// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.Arrivals.Notice;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.RunId;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunPath;
import io.cairn.core.time.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a file into a run, or other bytes in the place of the old ones: durable and verified first,
/// then one short transaction. Who sent all bytes has proved to hold them, so the team may name
/// them by digest from then on. Also after the run has ended. The same bytes again change nothing.
public final class PutRunFile {
  private final Facts facts;
  private final BlobStore store;
  private final RunDoor door;
  private final Events events;
  private final Arrivals arrivals;
  private final Timeline timeline;

  public PutRunFile(
      Facts facts,
      BlobStore store,
      RunDoor door,
      Events events,
      Arrivals arrivals,
      Timeline timeline) {
    this.facts = facts;
    this.store = store;
    this.door = door;
    this.events = events;
    this.arrivals = arrivals;
    this.timeline = timeline;
  }

  /// @param isNew false if the run had a file of that path
  public record Put(RunFile file, boolean isNew) {}

  /// Reads the body to its end and does not close it. The right to write is asked before the first
  /// byte and again after the last.
  ///
  /// @param upload what is promised of the bytes
  /// @throws Failure.NotFound if there is no such run that the actor may read
  /// @throws Failure.DigestMismatch if the bytes are others; nothing is kept
  /// @throws Failure.Conflict `run-file.folder` if a path would be a file and a folder
  public Put run(Principal actor, RunPath path, FilePath file, BlobUpload upload, InputStream body)
      throws IOException {
    var notice =
        facts.read(reading -> {
          var run = door.require(reading, actor, path, Permission.WRITE).run().id();
          requirePlace(reading, run, file);
          return Arrivals.notice(reading);
        });
    var stored = store.put(upload, body);
    return facts.write(tx -> record(tx, actor, path, file, notice, stored));
  }

  private Put record(
      Tx tx, Principal actor, RunPath path, FilePath file, Notice notice, StoredBlob stored) {
    var entered = door.hold(tx, actor, path, Permission.WRITE);
    var run = entered.run().id();
    var now = timeline.now();
    requirePlace(tx, run, file);
    arrivals.record(tx, notice, stored.digest(), stored.sizeBytes());
    Blobs.grant(tx, entered.team().id(), stored.digest(), now);
    var before = RunFileRows.find(tx, run, file);
    if (before.filter(old -> old.digest().equals(stored.digest())).isPresent()) {
      return new Put(before.get(), false);
    }
    RunFileRows.put(tx, run, file, stored, actor.userId(), now);
    var data =
        Map.of(
            "path", entered.run().path().toString(),
            "file", file.text(),
            "size", stored.sizeBytes(),
            "digest", stored.digest().toString());
    events.append(
        tx,
        actor.origin(),
        "run.file-stored",
        entered.team().id().value(),
        "run",
        run.value(),
        JsonObject.of("data", data));
    return new Put(RunFileRows.find(tx, run, file).orElseThrow(), before.isEmpty());
  }

  /// Neither a folder on the way to the file is a file, nor the file itself a folder.
  private static void requirePlace(Reading reading, RunId run, FilePath file) {
    RunFileRows.anyOf(reading, run, folders(file))
        .ifPresent(taken -> {
          throw new Failure.Conflict(
              "run-file.folder", "path cannot lie in '" + taken + "', which is a file of the run");
        });
    if (!RunFileRows.list(reading, run, PathRange.below(Optional.of(file)), 1).isEmpty()) {
      throw new Failure.Conflict(
          "run-file.folder", "path '" + file + "' is a folder, which has files of the run");
    }
  }

  private static List<FilePath> folders(FilePath file) {
    var folders = new ArrayList<FilePath>();
    var text = file.text();
    for (var slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
      folders.add(new FilePath(text.substring(0, slash)));
    }
    return folders;
  }
}
