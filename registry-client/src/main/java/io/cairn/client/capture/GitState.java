// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A working copy under git: commit, branch, remote, and what differs from the commit as one patch,
/// untracked text files among it. The patch is made in an index of its own, so the repository stays
/// as it is; the tree's name proves later that the same tree was built again.
final class GitState {
  static final String PATCH = "code/diff.patch";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String SECTION = "diff --git ";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Probe probe;
  private final Git git;
  private final Path root;
  private final SourceRules rules;
  private final Set<String> skipped;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private GitState(Probe probe, Path root, SourceRules rules, Set<String> skipped) {
    this.probe = probe;
    this.git = Git.in(root, probe, PATIENCE);
    this.root = root;
    this.rules = rules;
    this.skipped = skipped;
  }

  /// The top of the working copy that `folder` is in.
  static Optional<Path> root(Path folder, Probe probe) {
    var top = Git.in(folder, probe, PATIENCE).text("rev-parse", "--show-toplevel");
    return top.isEmpty() ? Optional.empty() : Optional.of(Path.of(top));
  }

  /// @param inputs folders that hold pulled inputs: no sources
  static CodeCapture capture(
      Path root, Path folder, Probe probe, Secrets secrets, List<Path> inputs) {
    var skipped = new LinkedHashSet<String>();
    for (var input : inputs) {
      var path = folder.resolve(input).normalize();
      if (path.startsWith(root)) {
        skipped.add(slashes(root.relativize(path)) + "/");
      }
    }
    var state = new GitState(probe, root, new SourceRules(secrets), skipped);
    return state.capture(folder);
  }

  /// The name of the tree as it lies there now, without the folders of `inputs`; empty if git does
  /// not tell.
  static String tree(Path root, Probe probe, Secrets secrets, List<Path> others) {
    var state = capture(root, root, probe, secrets, others);
    return state.facts().path("tree").asText();
  }

  private CodeCapture capture(Path folder) {
    var facts = JSON.objectNode();
    var commit = git.text("rev-parse", "--verify", "-q", "HEAD^{commit}");
    facts.put("commit", commit);
    var branch = git.text("symbolic-ref", "--short", "-q", "HEAD");
    if (!branch.isEmpty()) {
      facts.put("branch", branch);
    }
    var remote = remote(branch);
    if (!remote.isEmpty()) {
      facts.put("remote", GitRemote.withoutSecrets(remote));
    }
    facts.put("folder", slashes(root.relativize(real(folder))));
    if (commit.isEmpty()) {
      notes.add("git: there is no commit yet; nothing can be built again from it");
    } else {
      try {
        changes(facts);
      } catch (IOException e) {
        notes.add("git: the changes could not be read");
      }
    }
    SourceRules.tell(facts, leftOut);
    return new CodeCapture(facts, files, notes);
  }

  private String remote(String branch) {
    var name = branch.isEmpty() ? "" : git.text("config", "--get", "branch." + branch + ".remote");
    return git.text("config", "--get", "remote." + (name.isEmpty() ? "origin" : name) + ".url");
  }

  private void changes(ObjectNode facts) throws IOException {
    var tracked = git.call("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "HEAD");
    var untracked = git.call("ls-files", "-z", "--others", "--exclude-standard");
    if (!tracked.isGood() || !untracked.isGood()) {
      notes.add("git: " + HostFacts.reason(tracked.isGood() ? untracked : tracked, "git"));
      return;
    }
    var paths = new ArrayList<>(Git.paths(tracked));
    paths.removeIf(path -> isKeyFile(path));
    paths.addAll(sources(Git.paths(untracked)));
    facts.put("dirty", !paths.isEmpty() || !leftOut.isEmpty());
    if (paths.isEmpty()) {
      facts.put("tree", git.text("rev-parse", "HEAD^{tree}"));
      return;
    }
    var place = Files.createTempDirectory("cairn-git-");
    try {
      patch(facts, paths, place);
    } finally {
      Owner.deleteFolder(place);
    }
  }

  private boolean isKeyFile(String path) {
    if (SourceRules.isKeyFile(path)) {
      leftOut.put(path, "may hold a secret");
      return true;
    }
    return false;
  }

  /// Untracked files that are sources; the others are named.
  private List<String> sources(List<String> untracked) {
    var sources = new ArrayList<String>();
    var left = (long) SourceRules.MAX_TOTAL_BYTES;
    for (var path : untracked) {
      if (skipped.stream().anyMatch(path::startsWith)) {
        continue;
      }
      if (path.endsWith("/")) {
        leftOut.put(path, "is a repository of its own");
        continue;
      }
      var file = root.resolve(path);
      var refusal =
          sources.size() >= SourceRules.MAX_FILES
              ? Optional.of("is one of more than " + SourceRules.MAX_FILES)
              : rules.refusal(file, path, left);
      if (refusal.isPresent()) {
        leftOut.put(path, refusal.get());
        continue;
      }
      left -= size(file);
      sources.add(path);
    }
    return sources;
  }

  private void patch(ObjectNode facts, List<String> paths, Path place) throws IOException {
    var objects = Files.createDirectory(place.resolve("objects"));
    var own = root.resolve(git.text("rev-parse", "--git-path", "objects"));
    var aside = Git.in(root, probe, PATIENCE).withIndex(place.resolve("index"), objects, own);
    var patch = diff(aside, paths);
    if (patch.isPresent()) {
      var bad = unclean(patch.get());
      if (!bad.isEmpty()) {
        // Once more without the files whose changes hold a secret.
        bad.forEach(path -> leftOut.put(path, "has a secret in it"));
        var rest = paths.stream().filter(path -> !bad.contains(path)).toList();
        patch = diff(aside, rest).filter(bytes -> unclean(bytes).isEmpty());
      }
    }
    if (patch.isEmpty()) {
      return;
    }
    var bytes = patch.get();
    if (bytes.length > SourceRules.MAX_TOTAL_BYTES) {
      facts.set("diff", JSON.objectNode().put("size", bytes.length).put("tooLarge", true));
      notes.add("git: the changes are larger than 10 MiB and left out");
      return;
    }
    facts.put("tree", aside.text("write-tree"));
    if (bytes.length > 0) {
      var sha256 = HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
      var diff = JSON.objectNode().put("path", PATCH).put("size", bytes.length);
      facts.set("diff", diff.put("digest", "sha256:" + sha256));
      files.put(PATCH, bytes);
    }
  }

  private Optional<byte[]> diff(Git aside, List<String> paths) {
    var read = aside.call("read-tree", "HEAD");
    var update = aside.feed(Git.paths(paths), "update-index", "--add", "--remove", "-z", "--stdin");
    var diff =
        aside.call(
            "diff",
            "--cached",
            "--binary",
            "--full-index",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "HEAD");
    for (var answer : List.of(read, update, diff)) {
      if (!answer.isGood()) {
        notes.add("git: the changes: " + HostFacts.reason(answer, "git"));
        return Optional.empty();
      }
    }
    return Optional.of(diff.bytes());
  }

  /// Paths whose part of the patch holds a secret. Lines of content begin with a sign or a blank,
  /// so that none is taken for the head of a part.
  private Set<String> unclean(byte[] patch) {
    var bad = new LinkedHashSet<String>();
    if (rules.isClean(patch)) {
      return bad;
    }
    var path = "";
    var part = new StringBuilder();
    for (var line : (new String(patch, StandardCharsets.UTF_8) + "\n" + SECTION).split("\n", -1)) {
      if (line.startsWith(SECTION)) {
        if (!rules.isClean(part.toString().getBytes(StandardCharsets.UTF_8))) {
          bad.add(path);
        }
        path = pathOf(line);
        part.setLength(0);
      }
      part.append(line).append('\n');
    }
    return bad;
  }

  /// Both halves of `diff --git a/x b/x` are the same, since renames are off.
  private static String pathOf(String line) {
    var names = line.substring(SECTION.length()).replace("\"", "");
    return names.length() < 5 ? "" : names.substring(2, (names.length() - 1) / 2);
  }

  private static long size(Path file) {
    try {
      return Files.isSymbolicLink(file) ? 0 : Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }
}
