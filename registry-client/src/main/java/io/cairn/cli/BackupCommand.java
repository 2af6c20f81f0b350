// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.BackupRequest;
import io.cairn.client.BackupResult;
import io.cairn.client.CairnException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a copy of the installation that can take its place.
@Command(
    name = "backup",
    description = {
      "Write a copy of the installation into a folder, while others write: the facts of one instant,"
          + " keys and all, and every byte that they count on. 'cairn admin restore' makes a server"
          + " of it.",
      "Into the folder of an earlier backup, or of one that was cut, only new bytes are moved. A blob"
          + " that the server cannot give is named with its versions; the rest is written, and the"
          + " exit code is 4.",
      "For an installation admin; the key needs the scope admin."
    },
    footer = {
      "  cairn admin backup /mnt/backup",
      "  cairn admin backup /data/backup --link-from /data/cairn",
      "  cairn admin backup /mnt/backup --no-bytes --pin 30d",
      "  cairn admin backup /mnt/backup --database postgresql://cairn@db/cairn --no-bytes --pin 30d",
      "  cairn admin backup --list"
    })
final class BackupCommand implements Callable<Integer> {
  private static final long MAX_LISTED = 100;

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder to make or bring up to date.")
  private @Nullable Path folder;

  @Option(
      names = "--no-bytes",
      description = "Only list the bytes: they stay in their bucket. See --pin.")
  private boolean isWithoutBytes;

  @Option(
      names = "--verify",
      description = "Read the bytes that are there already, and fetch anew those that are wrong.")
  private boolean isVerifying;

  @Option(
      names = "--link-from",
      paramLabel = "DATA",
      description =
          "The server's data folder, on the same file system as DIR: its blobs are linked, which"
              + " takes no room.")
  private @Nullable Path linkFrom;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "Where PostgreSQL holds the facts, as postgresql://user@host/name; pg_dump copies them.")
  private @Nullable String database;

  @Option(
      names = "--pin",
      paramLabel = "TIME",
      description =
          "For so long the server removes no bytes that the backup counts on, as 30d (default: 0h;"
              + " 7d with --no-bytes).")
  private @Nullable String pin;

  @Option(
      names = "--parallel",
      defaultValue = "8",
      paramLabel = "N",
      description = "Downloads at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Option(names = "--list", description = "Only list the last 100 backups, and what they pin.")
  private boolean isList;

  @Option(names = "--let-go", paramLabel = "ID", description = "Only end the pin of a backup.")
  private @Nullable String letGo;

  BackupCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var backups = session.client().backups();
    var output = session.output();
    if (letGo != null) {
      var id = letGo;
      backups.letGo(id);
      output.print(Output.object().put("letGo", id), () -> output.line("let go of " + id));
      return 0;
    }
    if (isList) {
      list(backups.list(MAX_LISTED));
      return 0;
    }
    if (folder == null) {
      throw CairnException.usage("name a folder to write, or give --list");
    }
    var request =
        new BackupRequest(
            !isWithoutBytes,
            isVerifying,
            Optional.ofNullable(linkFrom),
            Optional.ofNullable(database),
            pin == null
                ? isWithoutBytes ? Duration.ofDays(7) : Duration.ZERO
                : Days.parse("--pin", pin));
    var result = backups.make(folder, request, session.resuming(parallel));
    print(output, result, "backed up");
    return result.lost().isEmpty() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
  }

  private void list(List<JsonNode> backups) {
    session
        .output()
        .table(
            backups,
            List.of("BACKUP", "BEGUN", "FINISHED", "PINNED UNTIL"),
            backups.stream()
                .map(backup ->
                    List.of(
                        Text.of(backup, "id"),
                        Text.minute(Text.of(backup, "createdAt")),
                        backup.path("finishedAt").isTextual()
                            ? Text.minute(Text.of(backup, "finishedAt"))
                            : "-",
                        Text.minute(Text.of(backup, "pinnedUntil"))))
                .toList());
  }

  static void print(Output output, BackupResult result, String verb) {
    var object = Output.object().put("folder", result.folder().toString());
    object.put("backup", result.id()).put("engine", result.engine());
    object.put("blobs", result.blobs()).put("bytes", result.bytes());
    object.put("movedBlobs", result.movedBlobs()).put("movedBytes", result.movedBytes());
    object.put("bytesCopied", result.hasBytes());
    var lost = object.putArray("missing");
    for (var blob : result.lost()) {
      var told = lost.addObject().put("digest", blob.digest()).put("size", blob.sizeBytes());
      told.put("why", blob.why()).set("versions", Output.texts(blob.versions()));
    }
    object.put("ok", result.lost().isEmpty());
    output.print(
        object,
        () -> {
          for (var blob : result.lost()) {
            output.line("missing  " + blob.digest() + "  " + blob.why());
            blob.versions().forEach(version -> output.line("         needed by " + version));
            if (blob.versions().isEmpty()) {
              output.line("         needed by no version");
            }
          }
          output.line(
              "%s %s: facts, %s of %s%s; moved %s"
                  .formatted(
                      verb,
                      result.folder(),
                      Units.count(result.blobs(), "blob"),
                      Units.bytes(result.bytes()),
                      result.hasBytes() ? "" : " listed",
                      Units.bytes(result.movedBytes())));
        });
  }
}
