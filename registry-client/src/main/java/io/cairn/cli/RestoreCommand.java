// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Backups;
import io.cairn.client.CairnException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a server's data of a backup.
@Command(
    name = "restore",
    description = {
      "Make a data folder of a backup, or fill an empty data base of PostgreSQL with it, and read"
          + " all of it in the end. Asks no server; start one with it afterwards.",
      "A blob that is missing or has other bytes is named with the versions that need it; the rest"
          + " is restored, and the exit code is 4. Cut, the same command goes on; until then no"
          + " server takes the folder."
    },
    footer = {
      "  cairn admin restore /mnt/backup --dry-run",
      "  cairn admin restore /mnt/backup --data-dir /data/cairn",
      "  cairn admin restore /mnt/backup --database postgresql://cairn@db/cairn"
    })
final class RestoreCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DIR", description = "Folder of a backup.")
  private Path folder = Path.of("");

  @Option(
      names = "--data-dir",
      paramLabel = "DATA",
      description = "Data folder to make: absent or empty.")
  private @Nullable Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "Empty data base for the facts of PostgreSQL, as postgresql://user@host/name; pg_restore"
              + " fills it.")
  private @Nullable String database;

  @Option(
      names = "--dry-run",
      description = "Only read every byte of the backup, and say whether it is whole.")
  private boolean isDryRun;

  RestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw CairnException.usage("there is no folder '" + folder + "'");
    }
    var output = session.output();
    if (isDryRun) {
      var found = Backups.check(folder, session.transfer(1).progress());
      BackupCommand.print(output, found, found.lost().isEmpty() ? "whole" : "NOT whole");
      return found.lost().isEmpty() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
    }
    var result =
        Backups.restore(
            folder,
            Optional.ofNullable(data),
            Optional.ofNullable(database),
            session.resuming(1).progress());
    BackupCommand.print(output, result, data == null ? "restored from" : "restored");
    if (!result.hasBytes()) {
      output.remark(
          "the bytes are where they were: start the server, then 'cairn verify --server' reads all"
              + " of them");
    }
    return result.lost().isEmpty() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
  }
}
