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
          + " server takes the folder.",
      "With --to-server the bytes go to the server of CAIRN_URL, into the storage that it has, of"
          + " whatever kind: those that lie there not yet, each verified on its way; then it reads"
          + " all of them. For an installation admin; the key needs the scope admin."
    },
    footer = {
      "  cairn admin restore /mnt/backup --dry-run",
      "  cairn admin restore /mnt/backup --data-dir /data/cairn",
      "  cairn admin restore /mnt/backup --database postgresql://cairn@db/cairn",
      "  cairn admin restore /mnt/backup --data-dir /data/cairn --no-bytes",
      "  cairn admin restore /mnt/backup --to-server",
      "  cairn admin restore /mnt/backup --to-server --from s3://old-bucket/cairn/"
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

  @Option(
      names = "--no-bytes",
      description = "Leave out the bytes, of which the backup may have copies. See --to-server.")
  private boolean isWithoutBytes;

  @Option(
      names = "--to-server",
      description = "Only bring the bytes, to a server that runs with the facts of the backup.")
  private boolean isToServer;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description =
          "With --to-server, where the bytes are: a folder (of a backup, or a server's data folder),"
              + " s3://bucket/prefix/ or gs://bucket/prefix/ (default: DIR).")
  private @Nullable String from;

  @Option(
      names = "--parallel",
      defaultValue = "8",
      paramLabel = "N",
      description = "With --to-server, uploads at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  RestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw CairnException.usage("there is no folder '" + folder + "'");
    }
    if (isToServer) {
      if (data != null || database != null || isDryRun || isWithoutBytes) {
        throw CairnException.usage(
            "--to-server goes with --from and --parallel alone: the facts are on the server");
      }
      return toServer();
    }
    if (from != null) {
      throw CairnException.usage("--from goes with --to-server");
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
            !isWithoutBytes,
            session.resuming(1).progress());
    BackupCommand.print(output, result, data == null ? "restored from" : "restored");
    if (!result.hasBytes()) {
      output.remark(
          isWithoutBytes
              ? "without bytes: start the server, then 'cairn admin restore --to-server' brings them"
              : "the bytes are where they were: start the server, then 'cairn verify --server' reads"
                  + " all of them");
    }
    return result.lost().isEmpty() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
  }

  private int toServer() {
    var output = session.output();
    var result =
        session
            .client()
            .backups()
            .restoreBytes(
                folder,
                Optional.ofNullable(from),
                session.terminal().environment(),
                session.resuming(parallel));
    var object = Output.object().put("folder", folder.toString()).put("backup", result.id());
    object.put("blobs", result.blobs()).put("bytes", result.bytes());
    object.put("sentBlobs", result.sentBlobs()).put("sentBytes", result.sentBytes());
    object.set("lacking", Output.texts(result.lacking()));
    if (!session.options().isJson()) {
      output.line(
          "sent %s of %s, %s%s"
              .formatted(
                  Units.count(result.sentBlobs()),
                  Units.count(result.blobs(), "blob"),
                  Units.bytes(result.sentBytes()),
                  result.lacking().isEmpty()
                      ? ""
                      : "; " + Units.count(result.lacking().size()) + " could not be had"));
    }
    return new ScrubRun(session).startAnewAndWait(object);
  }
}
