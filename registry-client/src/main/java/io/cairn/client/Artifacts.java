// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.FolderException;
import java.io.IOException;
import java.nio.file.Path;

/// Folders to versions, versions to folders, and whether a folder still is what it was.
public final class Artifacts {
  private final Transport transport;
  private final Drafts drafts;

  Artifacts(Transport transport, Drafts drafts) {
    this.transport = transport;
    this.drafts = drafts;
  }

  /// Logs a folder as a version; the first time makes project and collection. Only what the server
  /// lacks is sent. The same content again makes no new version.
  public LogResult log(LogRequest request) {
    return translating(() -> new Uploader(transport, drafts, request, FileAccess.DISK).run());
  }

  /// Brings a version into a folder: parallel, every byte verified while it is written, made beside
  /// the target and switched in one step. What the target already has right is not moved.
  ///
  /// @throws CairnException of kind INTEGRITY on a wrong byte; the target then stays as it was
  public PullResult pull(PullRequest request) {
    return translating(() -> new Puller(transport, request).run());
  }

  /// [#pull(PullRequest)] with default options.
  public PullResult pull(String ref, Path folder) {
    return pull(PullRequest.of(ref, folder));
  }

  /// Checks a pulled folder against its own record; asks no server.
  public VerifyReport verify(Path folder, Progress progress) {
    return translating(() -> Verifier.verify(folder, progress));
  }

  /// Checks a folder against what the server has under `ref`.
  public VerifyReport verify(String ref, Path folder, Progress progress) {
    return translating(() -> new Verifier(transport, progress).verify(ref, folder));
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T translating(Work<T> work) {
    try {
      return work.run();
    } catch (FolderException e) {
      var kind =
          switch (e.why()) {
            case FOLDER -> Kind.REFUSED;
            case DAMAGED -> Kind.INTEGRITY;
          };
      throw CairnException.of(kind, "folder", String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CairnException.of(e);
    }
  }
}
