// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program `cairn`.
///
/// Exit codes: 0 ok, 1 refused, 2 usage, 3 not found, 4 integrity, 5 try again.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /// One call; answers its exit code and ends no process.
  public static int run(Terminal terminal, String... arguments) {
    var options = new GlobalOptions();
    try (var session = new Session(options, terminal)) {
      return commandLine(options, session, arguments).execute(arguments);
    }
  }

  /// The command line with the commands that `arguments` need.
  static CommandLine commandLine(GlobalOptions options, Session session, String... arguments) {
    var line = new CommandLine(options);
    Commands.add(line, session, arguments);
    var err = session.terminal().err();
    line.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(100);
    line.setUsageHelpAutoWidth(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setPosixClusteredShortOptionsAllowed(false);
    line.setParameterExceptionHandler((problem, _) -> explain(problem, session));
    line.setExecutionExceptionHandler((problem, _, _) -> explain(problem, session));
    return line;
  }

  private static int explain(ParameterException problem, Session session) {
    var err = session.terminal().err();
    var command = problem.getCommandLine().getCommandSpec().qualifiedName();
    err.println("cairn: " + Text.clean(sentence(problem)));
    err.println("See '" + command + " --help'.");
    return CairnException.Kind.USAGE.exitCode();
  }

  /// What picocli says of a call that it does not understand, in our words.
  private static String sentence(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unknown) {
      var given = unknown.getUnmatched().getFirst();
      var spec = unknown.getCommandLine().getCommandSpec();
      if (unknown.isUnknownOption()) {
        return "there is no option '" + given + "'" + Near.of(given, spec.optionsMap().keySet());
      }
      if (spec.subcommands().size() > 1) {
        return "there is no command '" + given + "'" + Near.of(given, spec.subcommands().keySet());
      }
    }
    return firstLine(String.valueOf(problem.getMessage()))
        .replaceFirst("is not an? (long|int)$", "is no whole number")
        .replaceFirst(
            "^Value for option positional parameter .* should be in (\\S+) format but was (.*)$",
            "'$2' must be $1");
  }

  private static int explain(Exception problem, Session session) {
    var err = session.terminal().err();
    if (session.isDebug()) {
      problem.printStackTrace(err);
    }
    var seen =
        switch (problem) {
          case IOException e -> CairnException.of(e);
          case UncheckedIOException e when e.getCause() instanceof IOException cause ->
              CairnException.of(cause);
          default -> problem;
        };
    if (!(seen instanceof CairnException known)) {
      err.println(
          "cairn: this should not have happened ("
              + problem.getClass().getSimpleName()
              + "); set CAIRN_DEBUG=1 and report what it prints");
      return CairnException.Kind.REFUSED.exitCode();
    }
    err.println(Text.clean(sentence(known)));
    return known.exitCode();
  }

  private static String sentence(CairnException problem) {
    var tail = new StringBuilder();
    if (problem.status() != 0) {
      tail.append(" (").append(problem.code());
      problem
          .rule()
          .filter(rule -> !rule.equals(problem.code()))
          .ifPresent(rule -> tail.append(", rule ").append(rule));
      problem.actual().ifPresent(actual -> tail.append(", now ").append(actual));
      problem.requestId().ifPresent(id -> tail.append(", request ").append(id));
      tail.append(')');
    }
    return "cairn: " + problem.text() + tail;
  }

  private static String firstLine(String message) {
    var end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
