// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.run.RunPath;
import io.cairn.core.runfile.ReadRunFiles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Gives the bytes that a URL allows to read.
@ApplicationScoped
public class Downloads {
  private final ReadRunFiles runFiles;
  private final ReadVersionFiles files;
  private final Manifests manifests;
  private final BlobStore store;

  Downloads(ReadRunFiles runFiles, ReadVersionFiles files, Manifests manifests, BlobStore store) {
    this.runFiles = runFiles;
    this.files = files;
    this.manifests = manifests;
    this.store = store;
  }

  Response answer(SignedUrls.Opened opened, HttpHeaders headers) {
    return switch (opened.grant()) {
      case Grant.GetRunFile(var run, var path) -> {
        var file = runFiles.file(opened.actor(), RunPath.parse("run", run), new FilePath(path));
        yield new VerifiedAnswer(store, file.digest(), file.sizeBytes(), file.path().text())
            .to(headers);
      }
      case Grant.GetVersionBlob(var version, var digest, var name) -> {
        var blob = files.blob(opened.actor(), new VersionId(version), new Digest(digest));
        yield new VerifiedAnswer(store, blob.digest(), blob.sizeBytes(), name).to(headers);
      }
      case Grant.GetVersionManifest(var version) ->
          manifests.answer(opened.actor(), version, headers);
      case Grant.PutRunFile _, Grant.PutDraftFile _, Grant.PutDraftManifest _ -> throw wrong();
    };
  }

  private static Failure wrong() {
    return new Failure.Forbidden("url.signature", "this URL is for another method");
  }
}
