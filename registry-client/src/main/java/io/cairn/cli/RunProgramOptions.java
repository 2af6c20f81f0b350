// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Options of `cairn run -- PROGRAM`.
final class RunProgramOptions {
  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "team/project, or project if CAIRN_TEAM is set (CAIRN_PROJECT).")
  @Nullable String project;

  @Option(
      names = {"-n", "--name"},
      paramLabel = "ID",
      description = "The run's id (default: the program's name, date and time).")
  @Nullable String name;

  @Option(names = "--title", paramLabel = "TEXT", description = "What people see.")
  @Nullable String title;

  @Option(names = "--group", paramLabel = "NAME", description = "Group of runs it belongs to.")
  @Nullable String group;

  @Option(names = "--job-type", paramLabel = "NAME", description = "For example training.")
  @Nullable String jobType;

  @Option(names = "--tag", paramLabel = "TAG", description = "Tag; may be repeated.")
  List<String> tags = new ArrayList<>();

  @Option(
      names = "--parent",
      paramLabel = "RUN",
      description = "Run that started it (default: the run that this is called in).")
  @Nullable String parent;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "KEY=VALUE",
      description = "Setting; wins over all others; may be repeated.")
  Map<String, String> config = Map.of();

  @Option(
      names = "--config-env",
      paramLabel = "PREFIX",
      description = "Variables with this prefix are settings; may be repeated.")
  List<String> configPrefixes = new ArrayList<>();

  @Option(
      names = "--config-file",
      paramLabel = "FILE",
      description = "Settings in YAML or JSON; may be repeated, the later wins.")
  List<Path> configFiles = new ArrayList<>();

  @Option(names = "--no-flags", description = "The program's own --flags are no settings.")
  boolean isWithoutFlags;

  @Option(
      names = {"-u", "--use"},
      paramLabel = "REF[=DIR]",
      description = "Input; pulled into DIR first, if that is given; may be repeated.")
  List<String> uses = new ArrayList<>();

  @Option(
      names = "--env-allow",
      paramLabel = "NAME",
      description = "Also write down this variable of the environment; may be repeated.")
  List<String> moreVariables = new ArrayList<>();

  @Option(
      names = "--not-secret",
      paramLabel = "NAME",
      description = "This setting is no secret, though its name looks so; may be repeated.")
  List<String> plainNames = new ArrayList<>();

  @Option(
      names = "--no-console",
      description = "Leave the terminal to the program, and do not write down what it prints.")
  boolean isWithoutConsole;

  @Option(names = "--no-code", description = "Write down no commit, changes or sources.")
  boolean isWithoutCode;

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description = "File that the program appends metrics to, a JSON object a line.")
  @Nullable Path metricsFile;

  @Option(
      names = "--sample-every",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "How often CPU, memory and GPU are noted; 0: never (default: 10).")
  double sampleSeconds = 10;

  @Option(
      names = "--flush-wait",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "How long to wait at the end for what is left to be sent (default: 60).")
  double flushSeconds = 60;

  @Option(
      names = "--resume",
      paramLabel = "never|allow|must",
      description = "What to do if there is a run of that id (default: never).")
  @Nullable String resume;

  @Option(
      names = {"-C", "--chdir"},
      paramLabel = "DIR",
      description = "Run the program in this folder.")
  @Nullable Path folder;

  @Parameters(
      arity = "0..*",
      paramLabel = "PROGRAM",
      description = "After '--': the program and its arguments.")
  List<String> command = new ArrayList<>();
}
