// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.content.ManifestWalk;
import io.cairn.core.content.Md5;
import io.cairn.core.content.VerifyingBlobStore;
import io.cairn.core.draft.FindSums;
import io.cairn.core.draft.ReadAttachment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The manifest of a version as the SDK reads it: the one that it sent, or one that is made of ours
/// for versions that came by another way.
@ApplicationScoped
public class KeptManifests {
  private final ReadAttachment readAttachment;
  private final ReadVersionFiles readFiles;
  private final FindSums sums;
  private final BlobStore store;

  KeptManifests(
      ReadAttachment readAttachment, ReadVersionFiles readFiles, FindSums sums, BlobStore store) {
    this.readAttachment = readAttachment;
    this.readFiles = readFiles;
    this.sums = sums;
    this.store = store;
  }

  /// The one that the SDK sent, if it was kept.
  Optional<Attachment.Bytes> kept(VersionView version) {
    return Optional.ofNullable(
            readAttachment.run(List.of(version), ArtifactNodes.KIND).get(version.version()))
        .flatMap(Attachment::bytes);
  }

  Supplier<WandbEntries.Walk> entries(Principal actor, VersionView version) {
    return kept(version)
        .<Supplier<WandbEntries.Walk>>map(bytes -> () -> open(bytes.digest()))
        .orElse(() -> new Made(readFiles.tree(actor, version.version(), "").walk()));
  }

  /// A manifest of the SDK's that lies in the store.
  WandbEntries.Walk open(Digest digest) {
    return new WandbManifest(new VerifyingBlobStore(store).open(digest));
  }

  /// Entries made of ours, some at a time, as their sums must be asked for.
  private final class Made implements WandbEntries.Walk {
    private final ManifestWalk walk;
    private final Queue<WandbEntry> ready = new ArrayDeque<>();

    Made(ManifestWalk walk) {
      this.walk = walk;
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || walk.hasNext();
    }

    @Override
    public WandbEntry next() {
      if (ready.isEmpty()) {
        fill();
      }
      return ready.remove();
    }

    private void fill() {
      var batch = new ArrayList<ManifestEntry>();
      var digests = new LinkedHashSet<Digest>();
      while (walk.hasNext() && batch.size() < Blobs.BATCH) {
        var entry = walk.next();
        batch.add(entry);
        if (entry instanceof FileEntry file) {
          digests.add(file.digest());
        }
      }
      var known = sums.of(digests);
      batch.forEach(entry -> ready.add(entry(entry, known)));
    }

    @Override
    public void close() {
      walk.close();
    }
  }

  private static WandbEntry entry(ManifestEntry entry, Map<Digest, Md5> sums) {
    return switch (entry) {
      case FileEntry(var path, var sizeBytes, var digest) ->
          new WandbEntry(
              path.text(),
              sums.getOrDefault(digest, Md5.of(new byte[0])).base64(),
              java.util.OptionalLong.of(sizeBytes),
              Optional.empty(),
              Optional.empty(),
              Map.of());
      case ReferenceEntry(var path, var sizeBytes, var uri, var checksum) -> {
        var extra = new LinkedHashMap<String, @Nullable Object>();
        var etag = checksum.filter(text -> text.startsWith("etag:")).map(text -> text.substring(5));
        etag.ifPresent(text -> extra.put("etag", text));
        yield new WandbEntry(
            path.text(),
            etag.or(() -> checksum).orElse(uri),
            sizeBytes,
            Optional.of(uri),
            Optional.empty(),
            extra);
      }
    };
  }
}
