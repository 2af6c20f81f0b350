// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Principal;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.run.BackfillRunValues;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Writes the facts of one import, all in one transaction: others see the server empty, and then
/// with all of it.
///
/// The files are read from the store within the transaction: they do not fit in memory, and what
/// would hold them else is another table of the same size. Nobody waits for it but writers of a
/// server that has nothing yet.
final class WriteImport {
  private static final int MAX_ROWS = 500;
  private static final int MAX_LARGE_ROWS = 8;

  private final Facts facts;
  private final BlobStore store;
  private final Events events;
  private final Timeline timeline;
  private final Principal actor;
  private final Digest export;
  private final ExportDescription description;
  private final AtomicLong written = new AtomicLong();

  WriteImport(
      Facts facts,
      BlobStore store,
      Events events,
      Timeline timeline,
      Principal actor,
      ExportDescription description) {
    this.facts = facts;
    this.store = store;
    this.events = events;
    this.timeline = timeline;
    this.actor = actor;
    this.export = description.digest();
    this.description = description;
  }

  /// How many rows are written by now.
  long written() {
    return written.get();
  }

  /// How many rows were added: 0 if somebody else has imported the same meanwhile.
  long run() {
    var manifests = new ImportManifests(facts, store, timeline);
    try (var blobs = lines(description.file(FactFile.BLOBS))) {
      manifests.requireBlobs(blobs);
    }
    try (var versions = lines(description.file(FactTables.VERSIONS.noun()))) {
      manifests.writeDown(versions);
    }
    events.settle(facts);
    return facts.write(this::write);
  }

  private long write(Tx tx) {
    written.set(0);
    ImportRows.lock(tx);
    if (ImportRows.require(tx, export).importedAt().isPresent()) {
      return 0;
    }
    ImportRows.requireEmpty(tx);
    // Events of this server come behind those that are imported.
    tx.handle().execute("update event set place = null");
    var users = new ImportUsers(tx);
    for (var table : FactTables.EXPORTED) {
      load(tx, table, users);
    }
    users.finish(actor);
    ImportLaws.check(tx);
    grant(tx);
    tx.handle().execute("insert into attribute_backlog (subject_id) select id from membership");
    BackfillRunValues.request(tx);
    var rows = description.rows();
    ImportRows.end(tx, export, rows, timeline.now());
    append(tx, users, rows);
    return rows;
  }

  private void load(Tx tx, FactTable table, ImportUsers users) {
    var maxRows = table.fetch() < MAX_ROWS ? MAX_LARGE_ROWS : MAX_ROWS;
    try (var lines = lines(description.file(table.noun()))) {
      var batch = new ArrayList<Map<String, @Nullable Object>>();
      for (var row = lines.nextRow(table); row.isPresent(); row = lines.nextRow(table)) {
        if (table.noun().equals(FactTables.USERS.noun())) {
          users.makeRoom(row.get());
        }
        batch.add(row.get());
        if (batch.size() == maxRows) {
          insert(tx, table, lines, batch);
        }
      }
      insert(tx, table, lines, batch);
    }
  }

  private void insert(
      Tx tx, FactTable table, FactLines lines, List<Map<String, @Nullable Object>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      TableRows.insert(tx, table, batch);
    } catch (JdbiException e) {
      if (Facts.isConstraintViolation(e)) {
        throw new Failure.Invalid(
            table.file(),
            "facts.row",
            "%s: a line of %d to %d is there twice, or refers to what no file has"
                .formatted(table.file(), lines.line() - batch.size() + 1, lines.line()));
      }
      throw e;
    }
    written.addAndGet(batch.size());
    batch.clear();
  }

  /// A team or registry may name by digest what its versions and runs hold.
  private void grant(Tx tx) {
    grant(
        tx,
        """
        insert into namespace_blob (namespace_id, digest, granted_at, size_bytes)
        select distinct c.namespace_id, m.digest, :now, b.size_bytes
        from version v
        join collection c on c.id = v.collection_id
        join manifest_blob m on m.manifest = v.manifest
        join blob b on b.digest = m.digest
        where true
        on conflict do nothing
        """);
    grant(
        tx,
        """
        insert into namespace_blob (namespace_id, digest, granted_at, size_bytes)
        select distinct r.namespace_id, f.digest, :now, b.size_bytes
        from run_file f
        join run r on r.id = f.run_id
        join blob b on b.digest = f.digest
        where true
        on conflict do nothing
        """);
  }

  private void grant(Tx tx, String statement) {
    tx.handle().createUpdate(statement).bind("now", timeline.now()).execute();
  }

  private void append(Tx tx, ImportUsers users, long rows) {
    var origin = new Events.Origin(users.now(actor), actor.origin().keyId());
    var data = JsonObject.of("data", Map.of("digest", export.toString(), "rows", rows));
    events.append(
        tx,
        origin,
        "installation.imported",
        null,
        "installation",
        Installation.id(tx, timeline),
        data);
  }

  private FactLines lines(FactFile file) {
    return new FactLines(file, store.open(file.digest()));
  }
}
