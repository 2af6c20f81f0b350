// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The programs that come with PostgreSQL. A password is theirs to find: in `PGPASSWORD`, or in
/// `~/.pgpass`.
final class PostgresProgram {
  private static final int MAX_SAID = 2_000;

  private final String database;

  /// @param database as `postgresql://user@host/name`, with or without `jdbc:` before it
  PostgresProgram(String database) {
    this.database = database.startsWith("jdbc:") ? database.substring(5) : database;
    if (!this.database.startsWith("postgresql://") && !this.database.startsWith("postgres://")) {
      throw CairnException.usage(
          "the data base is written postgresql://user@host/name, not '" + database + "'");
    }
  }

  /// All of one instant, while others write.
  void dump(Path file) throws IOException {
    run("pg_dump", List.of("--format=custom", "--no-owner", "--no-privileges", "--file=" + file));
  }

  /// All, or nothing.
  void restore(Path file) throws IOException {
    run(
        "pg_restore",
        List.of(
            "--exit-on-error",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            file.toString()));
  }

  private void run(String program, List<String> words) throws IOException {
    var command = new ArrayList<String>();
    command.add(program);
    command.add("--no-password");
    command.add("--dbname=" + database);
    command.addAll(words);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw CairnException.of(
          Kind.REFUSED,
          "postgresql.program",
          program
              + " is not on the path; it comes with PostgreSQL, in the server's version or newer",
          e);
    }
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw CairnException.of(
            Kind.REFUSED,
            "postgresql.program",
            program + " failed: " + said.substring(0, Math.min(MAX_SAID, said.length())));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw CairnException.of(Kind.TRY_AGAIN, "interrupted", "stopped before it was done", e);
    }
  }
}
