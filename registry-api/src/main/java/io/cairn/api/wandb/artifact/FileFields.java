// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.file.FileNode;
import io.cairn.api.wandb.file.Grant;
import io.cairn.api.wandb.file.SignedUrls;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.name.FilePath;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Files of artifacts. References are listed as well, since the SDK fetches what the list names.
@ApplicationScoped
public class FileFields implements Fields {
  private static final int PAGE = 50;

  private final Caller caller;
  private final ReadVersionFiles files;
  private final SignedUrls urls;

  FileFields(Caller caller, ReadVersionFiles files, SignedUrls urls) {
    this.caller = caller;
    this.files = files;
    this.urls = urls;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .on(
            "ArtifactCollectionMembership",
            "files",
            asked -> list(asked, asked.of(MembershipNode.class).view()))
        .on(
            "Artifact",
            "filesByManifestEntries",
            asked ->
                named(
                    asked.of(ArtifactNode.class).view(),
                    asked.arguments().objects("entries").stream()
                        .map(entry -> entry.needed("name"))
                        .toList()));
  }

  private Connection<FileNode> list(Asked asked, VersionView view) {
    var names = asked.arguments().texts("names");
    if (!names.isEmpty()) {
      return named(view, names);
    }
    var page =
        files.list(
            caller.principal(), view.version(), "", Connection.request(asked.arguments(), PAGE));
    return Connection.of(page, view.files() + view.references(), entry -> node(view, entry));
  }

  /// What is not there is left out.
  private Connection<FileNode> named(VersionView view, List<String> names) {
    var paths = names.stream().map(FilePath::new).toList();
    var found = files.entries(caller.principal(), view.version(), paths);
    return Connection.whole(found.stream().map(entry -> node(view, entry)).toList());
  }

  private FileNode node(VersionView view, ManifestEntry entry) {
    return switch (entry) {
      case FileEntry(var path, var sizeBytes, var digest) -> {
        var name = path.text().substring(path.text().lastIndexOf('/') + 1);
        var url = urls.of(new Grant.GetVersionBlob(view.version().value(), digest.hex(), name));
        yield node(view, path.text(), url, sizeBytes);
      }
      case ReferenceEntry(var path, var sizeBytes, var uri, _) ->
          node(view, path.text(), uri, sizeBytes.orElse(0));
    };
  }

  private static FileNode node(VersionView view, String path, String url, long sizeBytes) {
    return FileNode.of(
        GlobalId.of("File", view.version().value() + ":" + path),
        path,
        url,
        sizeBytes,
        view.createdAt());
  }
}
