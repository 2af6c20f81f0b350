// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies of a whole installation that can take its place. For installation admins with a key of
/// scope `admin`.
public final class Backups {
  private final Transport transport;

  Backups(Transport transport) {
    this.transport = transport;
  }

  /// Writes facts and bytes into a folder; into one of an earlier backup, only the bytes that are
  /// new. Blobs that the server cannot give are in the result, and the rest is there.
  ///
  /// @throws CairnException with the code `backup.lapsed` if the server could not be reached for an
  ///   hour: begin again
  public BackupResult make(Path folder, BackupRequest request, TransferOptions options) {
    return translating(() -> new BackupMaker(transport, folder, request, options).run());
  }

  /// Puts a backup in the place of a server that is not there any more; asks no server. Ends with
  /// reading all of it.
  ///
  /// @param data folder to make for a server; empty if the bytes stay where they are
  /// @param database an empty data base of PostgreSQL, if that held the facts
  /// @param bringsBytes false to leave the bytes out: they go to the server's own store, by
  ///   [#restoreBytes]
  public static BackupResult restore(
      Path folder,
      Optional<Path> data,
      Optional<String> database,
      boolean bringsBytes,
      Progress progress) {
    return translating(() -> {
      var restorer = new BackupRestorer(new BackupFolder(folder), data, database, progress);
      return restorer.run(bringsBytes);
    });
  }

  /// Brings the bytes that a backup lists to this server, into the store that it has: those that
  /// lie there not yet. Called again it goes on. What is lacking in the end is in the result, and
  /// the rest is there.
  ///
  /// @param from a folder or the URI of a bucket where they lie below `blobs/`; empty: the backup's
  ///   own folder
  /// @param environment how to speak to a bucket, as its own tools read it
  public RestoredBytes restoreBytes(
      Path folder,
      Optional<String> from,
      Map<String, String> environment,
      TransferOptions options) {
    return translating(() -> {
      var backup = new BackupFolder(folder);
      if (from.isEmpty() && !Json.text(backup.description(), "bytes").equals("copied")) {
        throw CairnException.usage(
            "the backup in '" + folder + "' only lists its bytes; say where they are with --from");
      }
      try (var source = BlobSource.of(from.orElse(folder.toString()), environment)) {
        return new RestoreUpload(transport, backup, source, options).run();
      }
    });
  }

  /// Reads every byte of a backup, writes nothing, and asks no server.
  public static BackupResult check(Path folder, Progress progress) {
    return translating(() ->
        new BackupRestorer(new BackupFolder(folder), Optional.empty(), Optional.empty(), progress)
            .check());
  }

  /// Newest first, at most `max`.
  public List<JsonNode> list(long max) {
    return Pages.list(transport, Route.of("backups"), max, node -> node);
  }

  /// Lets the bytes go that a backup counts on.
  public void letGo(String id) {
    transport.json(Call.delete(Route.of("backups", id)));
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
