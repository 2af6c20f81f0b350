// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.Md5;
import io.cairn.core.draft.DraftFile;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/// Turns the SDK's entries into ours, in batches: a file is what was sent to its path, or what an
/// earlier artifact had there; a reference to another artifact is the content that it names.
final class Resolution implements Iterator<ManifestEntry> {
  private static final int BATCH = 500;

  private final Iterator<WandbEntry> entries;
  private final Function<List<FilePath>, Map<FilePath, DraftFile>> sent;
  private final Inherited inherited;
  private final Queue<ManifestEntry> ready = new ArrayDeque<>();

  /// Where else bytes come from.
  interface Inherited {
    /// What an earlier artifact has at that path, if it has that sum there.
    Optional<FileEntry> file(Optional<String> birth, FilePath path, Md5 md5);

    /// What another artifact of the same team has there, if the caller may read it.
    Optional<FileEntry> copy(String ref, FilePath path);
  }

  Resolution(
      Iterator<WandbEntry> entries,
      Function<List<FilePath>, Map<FilePath, DraftFile>> sent,
      Inherited inherited) {
    this.entries = entries;
    this.sent = sent;
    this.inherited = inherited;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || entries.hasNext();
  }

  @Override
  public ManifestEntry next() {
    if (ready.isEmpty()) {
      fill();
    }
    return ready.remove();
  }

  private void fill() {
    var batch = new ArrayList<WandbEntry>();
    while (entries.hasNext() && batch.size() < BATCH) {
      batch.add(entries.next());
    }
    var here =
        sent.apply(
            batch.stream()
                .filter(entry -> entry.ref().isEmpty())
                .map(entry -> new FilePath(entry.path()))
                .toList());
    batch.forEach(entry -> ready.add(resolve(entry, here)));
  }

  private ManifestEntry resolve(WandbEntry entry, Map<FilePath, DraftFile> here) {
    var path = new FilePath(entry.path());
    if (entry.ref().isPresent()) {
      var ref = entry.ref().get();
      return ref.startsWith("wandb-artifact://")
          ? inherited
              .copy(ref, path)
              .<ManifestEntry>map(file -> file)
              .orElse(Outside.of(entry, path))
          : Outside.of(entry, path);
    }
    var md5 = Md5.ofBase64(entry.digest());
    var file = here.get(path);
    var found =
        file != null && file.md5().equals(md5)
            ? Optional.of(new FileEntry(path, file.sizeBytes(), file.digest()))
            : inherited.file(entry.birth(), path, md5);
    return found
        .filter(there ->
            entry.sizeBytes().isEmpty() || entry.sizeBytes().getAsLong() == there.sizeBytes())
        .orElseThrow(() ->
            new Failure.Conflict(
                "draft.missing-blobs", "the bytes of '" + path + "' were not sent"));
  }
}
