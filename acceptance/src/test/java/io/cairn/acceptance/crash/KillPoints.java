// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import io.cairn.acceptance.server.Planted;
import java.util.ArrayList;
import java.util.List;

/// The named points at which the server is killed: each step of keeping bytes, and each side of
/// each change of the facts, in the order in which a write passes them.
final class KillPoints {
  private static final String STORE = "storage-adapters/src/main/java/io/cairn/storage/local/";
  private static final String CORE = "registry-core/src/main/java/io/cairn/core/";

  private final Planted planted = new Planted();
  private final List<String> names = new ArrayList<>();

  private KillPoints() {}

  static KillPoints all() {
    var points = new KillPoints();
    points.blobs();
    points.batches();
    points.facts();
    points.commits();
    points.aliases();
    return points;
  }

  Planted planted() {
    return planted;
  }

  List<String> names() {
    return List.copyOf(names);
  }

  private void blobs() {
    var store = STORE + "LocalBlobStore.java";
    before("blob.created", store, "      var stored = intake.receive(upload, body, file::write);");
    after("blob.body-part", CORE + "content/BlobIntake.java", "        hash.add(buffer, length);");
    after("blob.written", store, "      var stored = intake.receive(upload, body, file::write);");
    before("blob.forced", store, "        file.renameTo(files.file(stored.digest()));");
    after("blob.renamed", store, "        file.renameTo(files.file(stored.digest()));");
    after("blob.folder-forced", store, "      incoming.forceFolder(files.shard(stored.digest()));");
    after(
        "blob.kept",
        CORE + "draft/UploadBlob.java",
        "        store.put(sizeBytes.isPresent() ? upload.sized(sizeBytes.getAsLong()) : upload,"
            + " body);");
  }

  private void batches() {
    var batch = STORE + "IncomingBatch.java";
    after("batch.written", batch, "        file.file().write(bytes, 0, bytes.length);");
    after("batch.forced", batch, "      each(group, file -> file.file().forceAndRelease());");
    after("batch.renamed-one", batch, "      file.file().renameTo(file.target());");
    after("batch.renamed", STORE + "LocalBlobStore.java", "      batch.rename();");
    after("batch.kept", CORE + "draft/UploadBlobs.java", "      store.putAll(blobs);");
  }

  private void facts() {
    var facts = CORE + "fact/Facts.java";
    names.add("facts.change-made");
    planted.replace(
        facts,
        "change.apply(new Tx(handle, engine))",
        "io.cairn.acceptance.server.KillPoint.with(\"facts.change-made\","
            + " change.apply(new Tx(handle, engine)))");
    before("facts.locked", facts, "      return transact(tx -> {\n        var result");
    names.add("facts.committed");
    planted.replace(
        facts,
        "      return transact(tx -> {\n        var result",
        "      return io.cairn.acceptance.server.KillPoint.with(\"facts.committed\","
            + " transact(tx -> {\n        var result");
    planted.replace(
        facts,
        "        return result;\n      });\n    } catch (JdbiException e) {",
        "        return result;\n      }));\n    } catch (JdbiException e) {");
  }

  private void commits() {
    var commit = CORE + "draft/CommitDraft.java";
    after(
        "manifest.kept", CORE + "draft/PutManifest.java", "    var manifest = intake.store(body);");
    before("commit.checked", commit, "    check.writeDown(");
    before("commit.written-down", commit, "    var added = facts.write(tx -> commit(");
    before("commit.leases-held", commit, "    drafts.release(id);");
    before("commit.draft-ended", commit, "    var base = drafts.base(tx, actor, draft);");
    before(
        "commit.content-complete",
        commit,
        "    var added = versions.add(tx, actor, collection, content, words);");
    var versions = CORE + "artifact/NewVersions.java";
    before("commit.latest-moved", versions, "    for (var alias : words.aliases()) {");
    after("commit.edges-added", versions, "    addEdges(tx, view, words);");
    before("commit.home-made", versions, "    return home;");
  }

  private void aliases() {
    var moves = CORE + "artifact/AliasMoves.java";
    after(
        "alias.time-taken",
        moves,
        "    var at = CollectionRows.takeMoveTime(tx, scene.collection(), timeline.now());");
    after(
        "alias.recorded",
        moves,
        "    AliasRows.record(tx, scene.collection(), alias, from, to, by, at, reason);");
    var link = CORE + "artifact/LinkVersion.java";
    after(
        "link.made",
        link,
        "    var member = existing.orElseGet(() -> insert(tx, actor, command, model, source));");
    before(
        "link.aliases-set",
        link,
        "    var view = new Versions(access.readable(actor)).byId(tx, member).orElseThrow();");
  }

  private void after(String name, String source, String anchor) {
    names.add(name);
    planted.after(source, anchor, line(name));
  }

  private void before(String name, String source, String anchor) {
    names.add(name);
    planted.before(source, anchor, line(name));
  }

  private static String line(String name) {
    return "io.cairn.acceptance.server.KillPoint.at(\"" + name + "\");";
  }
}
