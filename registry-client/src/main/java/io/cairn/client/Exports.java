// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.io.IOException;
import java.nio.file.Path;

/// A whole installation to a folder, and a folder to an empty installation. For installation admins
/// with a key of scope `admin`; an auditor may export.
public final class Exports {
  private final Transport transport;

  Exports(Transport transport) {
    this.transport = transport;
  }

  /// Writes all facts and blobs into a folder; into one of an earlier export, only what is new.
  /// Blobs that the server cannot give are in the result, and the rest is there.
  public ExportResult export(Path folder, TransferOptions options) {
    return translating(() -> new Exporter(transport, folder, options).run());
  }

  /// Sends a folder to a server that is empty, or that a cut import began to fill. What it has
  /// imported already does nothing.
  ///
  /// @throws CairnException of kind INTEGRITY if the folder is not what was exported; nothing is
  ///   visible of it then
  public ImportResult importFrom(Path folder, TransferOptions options) {
    return translating(() -> new Importer(transport, folder, options).run());
  }

  /// Whether the folder is what was exported; asks no server.
  public static ExportCheck check(Path folder, Progress progress) {
    return translating(() -> new ExportVerifier(new ExportFolder(folder), progress).all());
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T translating(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw CairnException.of(e);
    }
  }
}
