// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import io.cairn.api.config.DraftConfig;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Md5;
import io.cairn.core.draft.DraftId;
import io.cairn.core.draft.PutDraftFile;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.run.RunPath;
import io.cairn.core.runfile.PutRunFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Takes the bytes that a URL allows to send.
@ApplicationScoped
public class Uploads {
  private final PutRunFile putRunFile;
  private final PutDraftFile putDraftFile;
  private final Manifests manifests;
  private final long maxFileBytes;

  Uploads(
      PutRunFile putRunFile, PutDraftFile putDraftFile, Manifests manifests, DraftConfig limits) {
    this.putRunFile = putRunFile;
    this.putDraftFile = putDraftFile;
    this.manifests = manifests;
    this.maxFileBytes = limits.maxFileBytes();
  }

  void take(SignedUrls.Opened opened, OptionalLong length, InputStream body) throws IOException {
    switch (opened.grant()) {
      case Grant.PutRunFile(var run, var path) -> {
        var upload = BlobUpload.ofUnknownDigest().atMost(maxFileBytes);
        putRunFile.run(
            opened.actor(),
            RunPath.parse("run", run),
            new FilePath(path),
            length.isPresent() ? upload.sized(length.getAsLong()) : upload,
            body);
      }
      case Grant.PutDraftFile(var draft, var path, var md5) ->
          putDraftFile.run(
              opened.actor(), new DraftId(draft), new FilePath(path), new Md5(md5), length, body);
      case Grant.PutDraftManifest(var draft, var part, var md5) ->
          manifests.take(opened.actor(), draft, part, md5, body);
      case Grant.GetRunFile _, Grant.GetVersionBlob _, Grant.GetVersionManifest _ -> throw wrong();
    }
  }

  private static Failure wrong() {
    return new Failure.Forbidden("url.signature", "this URL is for another method");
  }
}
