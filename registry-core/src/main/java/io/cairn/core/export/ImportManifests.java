// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestReader;
import io.cairn.core.content.ManifestSummary;
import io.cairn.core.content.Removals;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Before the facts: every blob that they name is here, and every manifest is read, for what it
/// holds is taken from the manifest itself. What this writes down nobody sees until versions name
/// it, so it goes in batches and does no harm if the import ends here.
final class ImportManifests {
  private static final int MAX_NAMED = 100;
  private static final int REMEMBERED = 10_000;

  private final Facts facts;
  private final BlobStore store;
  private final Timeline timeline;
  private final Map<Digest, ManifestSummary> read =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, ManifestSummary> eldest) {
          return size() > REMEMBERED;
        }
      };

  ImportManifests(Facts facts, BlobStore store, Timeline timeline) {
    this.facts = facts;
    this.store = store;
    this.timeline = timeline;
  }

  /// @throws Failure.Conflict `import.missing-blobs` with the first 100 digests that were not sent
  void requireBlobs(FactLines lines) {
    var batch = new ArrayList<ReceiveImport.Asked>();
    var missing = new ArrayList<String>();
    for (var members = lines.next(); members.isPresent(); members = lines.next()) {
      batch.add(blob(lines, members.get()));
      if (batch.size() == Blobs.BATCH) {
        addMissing(batch, missing);
        batch.clear();
      }
    }
    addMissing(batch, missing);
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
  }

  private static ReceiveImport.Asked blob(FactLines lines, Map<String, @Nullable Object> members) {
    if (members.size() == 2
        && members.get("digest") instanceof String digest
        && members.get("size") instanceof Long size) {
      try {
        return new ReceiveImport.Asked(Digest.parse(digest), size);
      } catch (Failure.Invalid e) {
        throw lines.invalid(e.rule(), e.text());
      }
    }
    throw lines.invalid("facts.column", "must have a digest and a size, and nothing else");
  }

  private void addMissing(List<ReceiveImport.Asked> batch, List<String> missing) {
    var sizes =
        facts.read(reading ->
            ReceiveImport.sizes(reading, batch.stream().map(ReceiveImport.Asked::digest).toList()));
    batch.stream()
        .filter(blob -> !Objects.equals(sizes.get(blob.digest()), blob.sizeBytes()))
        .filter(_ -> missing.size() < MAX_NAMED)
        .forEach(blob -> missing.add(blob.digest().toString()));
  }

  private static Failure.Conflict missing(List<String> digests) {
    return new Failure.Conflict(
        "import.missing-blobs", "blobs that the facts name were not sent", digests);
  }

  /// Reads the manifest of every version.
  ///
  /// @throws Failure.Invalid if a version is not what its manifest says
  void writeDown(FactLines versions) {
    for (var row = versions.nextRow(FactTables.VERSIONS);
        row.isPresent();
        row = versions.nextRow(FactTables.VERSIONS)) {
      var version = row.get();
      if (version.get("manifest") instanceof byte[] bytes) {
        var summary = summaryUnlessGone(versions, version, Digest.ofBytes(bytes));
        if (summary.isEmpty()) {
          continue;
        }
        var said =
            List.<@Nullable Object>of(
                summary.get().totalFileBytes(), summary.get().files(), summary.get().references());
        var told = new ArrayList<@Nullable Object>();
        told.add(version.get("size_bytes"));
        told.add(version.get("file_count"));
        told.add(version.get("reference_count"));
        if (!said.equals(told)) {
          throw versions.invalid("facts.manifest", "has other sizes or counts than its manifest");
        }
      }
    }
  }

  /// Empty if the version was deleted and its bytes are gone, as a collection of garbage leaves it.
  private Optional<ManifestSummary> summaryUnlessGone(
      FactLines versions, Map<String, @Nullable Object> version, Digest manifest) {
    try {
      return Optional.of(summary(versions, manifest));
    } catch (Failure.Conflict e) {
      if (version.get("deleted_at") == null) {
        throw e;
      }
      facts.write(tx -> {
        Removals.recordGone(tx, manifest, timeline.now());
        return manifest;
      });
      return Optional.empty();
    }
  }

  private ManifestSummary summary(FactLines versions, Digest manifest) {
    var known = Optional.ofNullable(read.get(manifest));
    return known.orElseGet(() -> {
      var summary = read(versions, manifest);
      facts.write(tx -> {
        Blobs.complete(tx, manifest, timeline.now());
        return summary;
      });
      read.put(manifest, summary);
      return summary;
    });
  }

  private ManifestSummary read(FactLines versions, Digest manifest) {
    if (facts.read(reading -> ReceiveImport.sizes(reading, List.of(manifest))).isEmpty()) {
      throw missing(List.of(manifest.toString()));
    }
    try (var in = store.open(manifest)) {
      var reader = new ManifestReader(in, Long.MAX_VALUE);
      var batch = new ArrayList<FileEntry>();
      while (reader.hasNext()) {
        if (reader.next() instanceof FileEntry file) {
          batch.add(file);
        }
        if (batch.size() == Blobs.BATCH) {
          hold(versions, manifest, batch);
          batch.clear();
        }
      }
      hold(versions, manifest, batch);
      return reader.summary();
    } catch (Failure.Invalid e) {
      throw versions.invalid(e.rule(), "names a manifest that is none: " + e.text());
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store", e);
    }
  }

  private void hold(FactLines versions, Digest manifest, List<FileEntry> files) {
    var digests = files.stream().map(FileEntry::digest).distinct().toList();
    facts.write(tx -> {
      var sizes = ReceiveImport.sizes(tx, digests);
      for (var file : files) {
        var size = sizes.get(file.digest());
        if (size == null) {
          throw missing(List.of(file.digest().toString()));
        }
        if (size != file.sizeBytes()) {
          throw versions.invalid(
              "facts.manifest", "has a manifest with a wrong size of '" + file.path() + "'");
        }
      }
      Blobs.hold(tx, manifest, digests);
      return digests;
    });
  }
}
