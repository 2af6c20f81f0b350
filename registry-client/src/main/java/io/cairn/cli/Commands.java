// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/// The table of commands. A call builds only the command that it names, so it starts fast; help and
/// completion build all.
final class Commands {
  private static final Map<String, Function<Session, Object>> TABLE = table();

  private Commands() {}

  private static Map<String, Function<Session, Object>> table() {
    var table = new LinkedHashMap<String, Function<Session, Object>>();
    table.put("login", LoginCommand::new);
    table.put("logout", LogoutCommand::new);
    table.put("whoami", WhoamiCommand::new);
    table.put("log", LogCommand::new);
    table.put("link", LinkCommand::new);
    table.put("unlink", UnlinkCommand::new);
    table.put("alias", AliasCommand::new);
    table.put("rollback", RollbackCommand::new);
    table.put("recall", RecallCommand::new);
    table.put("resolve", ResolveCommand::new);
    table.put("pull", PullCommand::new);
    table.put("pulls", PullsCommand::new);
    table.put("archive", ArchiveCommand::new);
    table.put("verify", VerifyCommand::new);
    table.put("check", CheckCommand::new);
    table.put("cache", CacheCommand::new);
    table.put("ls", LsCommand::new);
    table.put("show", ShowCommand::new);
    table.put("diff", DiffCommand::new);
    table.put("search", SearchCommand::new);
    table.put("lineage", LineageCommand::new);
    table.put("events", EventsCommand::new);
    table.put("mv", MvCommand::new);
    table.put("rm", RmCommand::new);
    table.put("undelete", UndeleteCommand::new);
    table.put("keep", KeepCommand::new);
    table.put("draft", DraftCommand::new);
    table.put("run", RunCommand::new);
    table.put("rerun", RerunCommand::new);
    table.put("export", ExportCommand::new);
    table.put("import", ImportCommand::new);
    table.put("scrub", ScrubCommand::new);
    table.put("gc", GcCommand::new);
    table.put("admin", _ -> new AdminCommand());
    table.put("completion", CompletionCommand::new);
    return table;
  }

  static void add(CommandLine line, Session session, String... arguments) {
    var named = Arrays.stream(arguments).filter(TABLE::containsKey).findFirst();
    var isWhole = named.isEmpty() || named.get().equals("completion");
    TABLE.forEach((name, command) -> {
      if (isWhole || name.equals(named.get()) || Arrays.asList(arguments).contains("help")) {
        line.addSubcommand(name, grouped(name, command.apply(session), session));
      }
    });
    if (isWhole || Arrays.asList(arguments).contains("help")) {
      line.addSubcommand("help", new CommandLine.HelpCommand());
    }
  }

  /// Commands that are classes below a group; others are methods of the group's class.
  private static CommandLine grouped(String name, Object command, Session session) {
    var line = new CommandLine(command);
    if (name.equals("run")) {
      line.addSubcommand("create", new RunCreateCommand(session));
      line.addSubcommand("sync", new RunSyncCommand(session));
      line.addSubcommand("ls", new RunLsCommand(session));
      line.addSubcommand("history", new RunHistoryCommand(session));
      line.addSubcommand("logs", new RunLogsCommand(session));
      line.addSubcommand("files", new RunFilesCommand(session));
    }
    if (name.equals("admin")) {
      line.addSubcommand("team", new AdminTeamCommand(session));
      line.addSubcommand("user", new AdminUserCommand(session));
      line.addSubcommand("key", new AdminKeyCommand(session));
      line.addSubcommand("registry", new AdminRegistryCommand(session));
      line.addSubcommand("model", new AdminModelCommand(session));
      line.addSubcommand("scrub", new ScrubCommand(session));
      line.addSubcommand("gc", new GcCommand(session));
      line.addSubcommand("backup", new BackupCommand(session));
      line.addSubcommand("restore", new RestoreCommand(session));
    }
    return line;
  }
}
