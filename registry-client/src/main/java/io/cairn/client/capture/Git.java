// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls git so that nothing of the repository runs: no hooks, no file-system monitor, no external
/// diff, no pager, no question to the user. Changes nothing in the repository.
final class Git {
  private static final List<String> SAFE =
      List.of(
          "-c", "core.hooksPath=/dev/null",
          "-c", "core.fsmonitor=false",
          "-c", "core.quotePath=false",
          "-c", "core.pager=cat",
          "-c", "diff.external=",
          "-c", "color.ui=false",
          "-c", "gc.auto=0",
          "-c", "maintenance.auto=false",
          "-c", "submodule.recurse=false",
          "-c", "advice.detachedHead=false");

  private static final Map<String, String> QUIET =
      Map.of(
          "GIT_TERMINAL_PROMPT", "0",
          "GIT_OPTIONAL_LOCKS", "0",
          "GIT_LFS_SKIP_SMUDGE", "1",
          "LC_ALL", "C.UTF-8");

  /// Would lead to another repository than that of the folder; git sets them for its hooks.
  private static final Set<String> ELSEWHERE =
      Set.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_COMMON_DIR",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_NAMESPACE",
          "GIT_PREFIX",
          "GIT_EXTERNAL_DIFF",
          "GIT_TEMPLATE_DIR");

  private final Probe probe;
  private final Path folder;
  private final Duration patience;
  private final Map<String, String> environment;
  private final List<String> settings;

  private Git(
      Probe probe,
      Path folder,
      Duration patience,
      Map<String, String> environment,
      List<String> settings) {
    this.probe = probe;
    this.folder = folder;
    this.patience = patience;
    this.environment = environment;
    this.settings = settings;
  }

  static Git in(Path folder, Probe probe, Duration patience) {
    return new Git(probe.without(ELSEWHERE), folder, patience, QUIET, List.of());
  }

  /// The same with an index of its own, and new objects in a place of their own.
  Git withIndex(Path index, Path objects, Path repositoryObjects) {
    var more = new LinkedHashMap<>(environment);
    more.put("GIT_INDEX_FILE", index.toString());
    more.put("GIT_OBJECT_DIRECTORY", objects.toString());
    more.put("GIT_ALTERNATE_OBJECT_DIRECTORIES", quoted(repositoryObjects.toString()));
    return new Git(probe, folder, patience, more, settings);
  }

  /// The same with more settings (`name=value`) and another patience.
  Git with(Duration other, String... more) {
    var all = new ArrayList<>(settings);
    for (var each : more) {
      all.add("-c");
      all.add(each);
    }
    return new Git(probe, folder, other, environment, List.copyOf(all));
  }

  Path folder() {
    return folder;
  }

  Probe.Answer call(String... arguments) {
    return feed(new byte[0], arguments);
  }

  Probe.Answer feed(byte[] input, String... arguments) {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(SAFE);
    command.addAll(settings);
    command.addAll(Arrays.asList(arguments));
    return probe.ask(patience, folder, environment, input, command);
  }

  /// What git answered, or nothing.
  String text(String... arguments) {
    var answer = call(arguments);
    return answer.isGood() ? answer.text() : "";
  }

  /// Paths that git answered, each ended by a NUL.
  static List<String> paths(Probe.Answer answer) {
    return Arrays.stream(new String(answer.bytes(), StandardCharsets.UTF_8).split("\0", -1))
        .filter(path -> !path.isEmpty())
        .toList();
  }

  static byte[] paths(List<String> paths) {
    return String.join("\0", paths)
        .concat(paths.isEmpty() ? "" : "\0")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String path) {
    return path.indexOf(':') < 0
        ? path
        : '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
