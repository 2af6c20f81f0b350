// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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
    err.println("cairn: " + firstLine(String.valueOf(problem.getMessage())));
    err.println("See '" + command + " --help'.");
    return CairnException.Kind.USAGE.exitCode();
  }

  private static int explain(Exception problem, Session session) {
    var err = session.terminal().err();
    if (session.isDebug()) {
      problem.printStackTrace(err);
    }
    if (!(problem instanceof CairnException known)) {
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
