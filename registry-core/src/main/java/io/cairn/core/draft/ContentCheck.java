// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestReader;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Walks a stored manifest in batches: are all its bytes there and usable, and which are they. A
/// question a batch, however many files; memory is flat.
final class ContentCheck {
  private static final int MAX_NAMED = 100;

  private final Facts facts;
  private final BlobStore store;
  private final Drafts drafts;
  private final Draft draft;
  private final Digest manifest;

  ContentCheck(Facts facts, BlobStore store, Drafts drafts, Draft draft, Digest manifest) {
    this.facts = facts;
    this.store = store;
    this.drafts = drafts;
    this.draft = draft;
    this.manifest = manifest;
  }

  /// Refuses unless every file's bytes are usable and of the size that the manifest says. Whether
  /// the base was needed for it.
  boolean requireAll(Optional<Digest> base) {
    var verdict = new Verdict();
    inBatches(files -> {
      var digests = digests(files);
      facts.read(reading -> {
        var usable = Drafts.usable(reading, draft, base, digests);
        files.forEach(file -> verdict.add(file, usable.get(file.digest())));
        if (base.isPresent()) {
          var own = Blobs.granted(reading, draft.namespace(), digests);
          verdict.usesBase |= own.size() < usable.size();
        }
        return usable;
      });
    });
    if (!verdict.missing.isEmpty()) {
      throw new Failure.Conflict(
          "draft.missing-blobs",
          verdict.missingCount + " of the files' bytes were not sent to this team or registry",
          verdict.missing.stream().map(Digest::toString).toList());
    }
    return verdict.usesBase;
  }

  /// Writes down what the manifest holds, unless that stands already, and what the namespace may
  /// name from now on since the actor reads it in the base. A blob that has gone since it was found
  /// fails here, so the version can not be made without it.
  ///
  /// Others can write between two batches. Broken off, what stands counts for nothing, and the next
  /// commit of that manifest goes on.
  void writeDown(Optional<Digest> base) {
    var isComplete = facts.read(reading -> Blobs.isComplete(reading, manifest));
    if (isComplete && base.isEmpty()) {
      return;
    }
    inBatches(files ->
        facts.write(tx -> {
          var digests = digests(files);
          if (!isComplete) {
            Blobs.hold(tx, manifest, digests);
          }
          base.ifPresent(from -> grant(tx, from, digests));
          return digests;
        }));
  }

  private void grant(Tx tx, Digest base, Set<Digest> digests) {
    var held = new TreeSet<>(Blobs.held(tx, base, digests).keySet());
    Blobs.grantEach(tx, draft.namespace(), held, drafts.timeline().now());
  }

  private void inBatches(Consumer<List<FileEntry>> batches) {
    try (var in = store.open(manifest)) {
      var reader = new ManifestReader(in, Long.MAX_VALUE);
      var batch = new ArrayList<FileEntry>();
      while (reader.hasNext()) {
        if (reader.next() instanceof FileEntry file) {
          batch.add(file);
        }
        if (batch.size() == Blobs.BATCH) {
          batches.accept(List.copyOf(batch));
          batch.clear();
        }
      }
      if (!batch.isEmpty()) {
        batches.accept(batch);
      }
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store", e);
    }
  }

  private static Set<Digest> digests(List<FileEntry> files) {
    var digests = new LinkedHashSet<Digest>();
    files.forEach(file -> digests.add(file.digest()));
    return digests;
  }

  /// What is wrong so far.
  private static final class Verdict {
    private final Set<Digest> missing = new LinkedHashSet<>();
    private long missingCount;
    private boolean usesBase;

    void add(FileEntry file, @Nullable Long sizeBytes) {
      if (sizeBytes == null) {
        missingCount++;
        if (missing.size() < MAX_NAMED) {
          missing.add(file.digest());
        }
      } else if (sizeBytes != file.sizeBytes()) {
        throw new Failure.Invalid(
            "manifest",
            "manifest.size",
            "manifest says that '%s' has %d bytes, and it has %d"
                .formatted(file.path(), file.sizeBytes(), sizeBytes));
      }
    }
  }
}
