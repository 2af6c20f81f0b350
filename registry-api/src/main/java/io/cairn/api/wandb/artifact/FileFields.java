// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.file.Grant;
import io.cairn.api.wandb.file.SignedUrls;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.Reads;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// A file of an artifact.
  record FileNode(
      String id,
      String name,
      String directUrl,
      long sizeBytes,
      @Nullable String mimetype,
      Instant updatedAt) {
    public String displayName() {
      return name;
    }

    public String url() {
      return directUrl;
    }

    public String storagePath() {
      return name;
    }
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

  private Connection<FileNode> named(VersionView view, List<String> names) {
    var found = new ArrayList<FileNode>();
    for (var name : names) {
      var node = Reads.orNull(() -> one(view, new FilePath(name)));
      if (node != null) {
        found.add(node);
      }
    }
    return Connection.whole(found);
  }

  private FileNode one(VersionView view, FilePath path) {
    try {
      var file = files.file(caller.principal(), view.version(), path);
      return node(view, new FileEntry(path, file.sizeBytes(), file.digest()));
    } catch (Failure.Conflict e) {
      // A reference: its place is told in the refusal.
      return node(view, path.text(), e.actual() == null ? "" : e.actual(), 0);
    }
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
    return new FileNode(
        GlobalId.of("File", view.version().value() + ":" + path),
        path,
        url,
        sizeBytes,
        URLConnection.guessContentTypeFromName(path),
        view.createdAt());
  }
}
