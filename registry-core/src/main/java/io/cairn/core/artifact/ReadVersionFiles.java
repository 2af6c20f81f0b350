// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Principal;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.FolderItem;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.content.ManifestSearch;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.List;
import java.util.Optional;

/// What a version holds, and which bytes a path or digest in it names. The store hands out the
/// bytes; here it is decided that the actor may have them. No data-base connection is held while
/// the manifest is searched.
public final class ReadVersionFiles {
  private final Facts facts;
  private final FindVersion findVersion;
  private final BlobStore store;

  public ReadVersionFiles(Facts facts, FindVersion findVersion, BlobStore store) {
    this.facts = facts;
    this.findVersion = findVersion;
    this.store = store;
  }

  /// All entries below a folder, at any depth, in the order of the manifest; `""` is the whole.
  public Page<ManifestEntry> list(Principal actor, VersionId id, String folder, PageRequest page) {
    return search(actor, id).list(folder, page);
  }

  /// What lies directly in a folder; `""` is the top.
  public Page<FolderItem> browse(Principal actor, VersionId id, String folder, PageRequest page) {
    return search(actor, id).browse(folder, page);
  }

  /// @throws Failure.NotFound if the version has no such file, or none that the actor may read
  /// @throws Failure.Conflict `file.reference` if its bytes are kept elsewhere
  public VersionFile file(Principal actor, VersionId id, FilePath path) {
    var entry =
        search(actor, id)
            .find(path)
            .orElseThrow(() -> new Failure.NotFound("file '" + path + "' of the version"));
    return switch (entry) {
      case FileEntry(_, var sizeBytes, var digest) ->
          present(new VersionFile(digest, sizeBytes, lastSegment(path)));
      case ReferenceEntry reference ->
          throw new Failure.Conflict(
              "file.reference",
              "the bytes of '" + path + "' are not kept here but at " + reference.uri(),
              reference.uri());
    };
  }

  /// The entries of these paths, files and references alike, in the order of the paths; those that
  /// are not there are left out. The version is looked for once.
  public List<ManifestEntry> entries(Principal actor, VersionId id, List<FilePath> paths) {
    var search = search(actor, id);
    return paths.stream().flatMap(path -> search.find(path).stream()).toList();
  }

  /// A blob that the version holds; its manifest is one, too.
  ///
  /// @throws Failure.NotFound if the version does not hold it, or the actor may not read the
  ///   version
  /// @throws Failure.Corrupt if it is out of service
  public VersionFile blob(Principal actor, VersionId id, Digest digest) {
    var held =
        facts.read(reading -> {
          var version = findVersion.within(reading, actor, id);
          return version.digest().equals(digest)
              ? Optional.<VersionFile>empty()
              : Optional.of(held(reading, version, digest));
        });
    return held.map(this::present).orElseGet(() -> manifestOf(digest));
  }

  /// All below a folder; `""` is the whole.
  ///
  /// @throws Failure.NotFound if the version has nothing there
  public VersionTree tree(Principal actor, VersionId id, String folder) {
    var tree = new VersionTree(findVersion.run(actor, id), folder, store);
    if (!folder.isEmpty()) {
      try (var walk = tree.walk()) {
        if (!walk.hasNext()) {
          throw new Failure.NotFound("folder '" + folder + "' of the version");
        }
      }
    }
    return tree;
  }

  /// The manifest itself.
  public VersionFile manifest(Principal actor, VersionId id) {
    return manifestOf(findVersion.run(actor, id).digest());
  }

  private static VersionFile held(Reading reading, VersionView version, Digest digest) {
    return Blobs.held(reading, version.digest(), digest)
        .map(sizeBytes -> new VersionFile(digest, sizeBytes, digest.hex()))
        .orElseThrow(() -> new Failure.NotFound("blob " + digest + " of the version"));
  }

  private VersionFile manifestOf(Digest digest) {
    var sizeBytes =
        store.sizeBytes(digest).orElseThrow(() -> new Failure.Corrupt(digest.toString()));
    return new VersionFile(digest, sizeBytes, "manifest.jsonl");
  }

  private VersionFile present(VersionFile file) {
    store.requireWhole(file.digest(), file.sizeBytes());
    return file;
  }

  private ManifestSearch search(Principal actor, VersionId id) {
    return ManifestSearch.in(store, findVersion.run(actor, id).digest());
  }

  private static String lastSegment(FilePath path) {
    return path.text().substring(path.text().lastIndexOf('/') + 1);
  }
}
