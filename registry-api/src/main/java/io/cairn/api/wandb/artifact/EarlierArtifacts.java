// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestWalk;
import io.cairn.core.content.Md5;
import io.cairn.core.draft.Draft;
import io.cairn.core.draft.FindSums;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a draft takes over from earlier artifacts. Its paths come in order, so each of them is read
/// once from its start to its end. Not thread safe; close it.
final class EarlierArtifacts implements Resolution.Inherited, AutoCloseable {
  private static final int MAX_OPEN = 50;

  private final Principal actor;
  private final Draft draft;
  private final Optional<String> base;
  private final ArtifactIds ids;
  private final ReadVersionFiles files;
  private final FindSums sums;
  private final Map<String, Ahead> open = new HashMap<>();
  private final Map<Digest, Md5> sumsAhead = new HashMap<>();

  EarlierArtifacts(
      Principal actor,
      Draft draft,
      Optional<String> base,
      ArtifactIds ids,
      ReadVersionFiles files,
      FindSums sums) {
    this.actor = actor;
    this.draft = draft;
    this.base = base;
    this.ids = ids;
    this.files = files;
    this.sums = sums;
  }

  @Override
  public Optional<FileEntry> file(Optional<String> birth, FilePath path, Md5 md5) {
    return birth.flatMap(id -> at(id, path, md5)).or(() -> base.flatMap(id -> at(id, path, md5)));
  }

  private Optional<FileEntry> at(String id, FilePath path, Md5 md5) {
    if (!open.containsKey(id) && open.size() >= MAX_OPEN) {
      return Optional.empty();
    }
    return open.computeIfAbsent(id, this::ahead)
        .at(path)
        .filter(file -> md5.equals(sum(file.digest())));
  }

  /// Asked for some at a time; one that nobody wrote down is taken from the bytes.
  private @Nullable Md5 sum(Digest digest) {
    var known = sumsAhead.get(digest);
    return known == null ? sums.of(List.of(digest)).get(digest) : known;
  }

  /// Of each artifact that is open only what is near is held.
  private void learn(List<Digest> digests) {
    if (sumsAhead.size() > MAX_OPEN * Blobs.BATCH) {
      sumsAhead.clear();
    }
    sumsAhead.putAll(sums.known(digests));
  }

  private Ahead ahead(String id) {
    try {
      return new Ahead(files.tree(actor, ids.version(id).version(), "").walk(), this::learn);
    } catch (Failure.NotFound _) {
      return new Ahead(null, _ -> {});
    }
  }

  @Override
  public Optional<FileEntry> copy(String ref, FilePath path) {
    var parts = ref.substring("wandb-artifact://".length()).split("/", 2);
    if (parts.length < 2) {
      return Optional.empty();
    }
    try {
      VersionView from = ids.version(ArtifactIds.ofHex(parts[0]));
      if (!from.namespace().equals(draft.namespace())) {
        return Optional.empty();
      }
      var file = files.file(actor, from.version(), new FilePath(parts[1]));
      return Optional.of(new FileEntry(path, file.sizeBytes(), file.digest()));
    } catch (Failure.NotFound | Failure.Conflict | Failure.Invalid _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    open.values().forEach(Ahead::close);
  }

  /// A manifest that is read on to the path asked for.
  private static final class Ahead {
    private final @Nullable ManifestWalk walk;
    private final Consumer<List<Digest>> learn;
    private final Queue<ManifestEntry> ready = new ArrayDeque<>();
    private @Nullable ManifestEntry next;

    /// @param learn is told of what comes next
    Ahead(@Nullable ManifestWalk walk, Consumer<List<Digest>> learn) {
      this.walk = walk;
      this.learn = learn;
      step();
    }

    Optional<FileEntry> at(FilePath path) {
      var here = next;
      while (here != null && compare(here.path(), path) < 0) {
        step();
        here = next;
      }
      return here instanceof FileEntry file && file.path().equals(path)
          ? Optional.of(file)
          : Optional.empty();
    }

    private void step() {
      if (ready.isEmpty() && walk != null) {
        var digests = new ArrayList<Digest>();
        while (walk.hasNext() && ready.size() < Blobs.BATCH) {
          var entry = walk.next();
          ready.add(entry);
          if (entry instanceof FileEntry file) {
            digests.add(file.digest());
          }
        }
        learn.accept(digests);
      }
      next = ready.poll();
    }

    private static int compare(FilePath a, FilePath b) {
      return Arrays.compareUnsigned(
          a.text().getBytes(StandardCharsets.UTF_8), b.text().getBytes(StandardCharsets.UTF_8));
    }

    void close() {
      if (walk != null) {
        walk.close();
      }
    }
  }
}
