// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds a working copy again: the commit from a repository, then the patch, then the proof that
/// the tree has the name it had. Nothing that the repository brings along is run: no hooks, no
/// filters, no submodules.
final class GitTree {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FETCH_PATIENCE = Duration.ofMinutes(15);
  private static final String[] FROM_HOSTS = {
    "protocol.allow=never",
    "protocol.https.allow=always",
    "protocol.http.allow=always",
    "protocol.ssh.allow=always",
    "protocol.git.allow=always"
  };
  private static final String[] FROM_HERE = {
    "protocol.allow=never",
    "protocol.file.allow=always",
    "protocol.https.allow=always",
    "protocol.http.allow=always",
    "protocol.ssh.allow=always"
  };

  private final Probe probe;
  private final Place place;
  private final Git git;
  private final List<String> done = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  GitTree(Probe probe, Place place) {
    this.probe = probe;
    this.place = place;
    this.git = Git.in(place.root(), probe, PATIENCE);
  }

  List<String> done() {
    return done;
  }

  List<String> missing() {
    return missing;
  }

  /// @param repository what the caller named; else the folder `here` is looked into, then the
  ///   remote
  void checkOut(JsonNode facts, Optional<String> repository, Path here) throws IOException {
    var commit = facts.path("commit").asText();
    if (!commit.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw CairnException.of(
          Kind.REFUSED, "git.commit", "the run has no commit: nothing to build from");
    }
    prepare(commit);
    var remote = facts.path("remote").asText();
    var from =
        repository.isPresent()
            ? fetch(repository.get(), commit, FROM_HERE)
            : fetchAnywhere(commit, remote, here);
    must(git.call("checkout", "-q", "--detach", commit), "git checkout");
    if (GitRemote.refusal(remote).isEmpty()) {
      git.call("remote", "add", "origin", remote);
    }
    done.add("commit " + commit.substring(0, 12) + " from " + from);
  }

  private void prepare(String commit) throws IOException {
    var format = commit.length() == 64 ? "sha256" : "sha1";
    must(git.call("init", "-q", "--template=", "--object-format=" + format), "git init");
    var info = Files.createDirectories(place.root().resolve(".git").resolve("info"));
    // Above all that the tree says of itself.
    Files.writeString(info.resolve("attributes"), "* -filter\n");
    Files.writeString(info.resolve("exclude"), "/.cairn/\n");
  }

  private String fetchAnywhere(String commit, String remote, Path here) {
    var root = GitState.root(here, probe).filter(top -> !top.equals(place.root()));
    if (root.isPresent()
        && Git.in(root.get(), probe, PATIENCE)
            .call("cat-file", "-e", commit + "^{commit}")
            .isGood()) {
      return fetch(root.get().toString(), commit, FROM_HERE);
    }
    var refusal = GitRemote.refusal(remote);
    if (refusal.isPresent()) {
      throw CairnException.of(
          Kind.REFUSED,
          "git.remote",
          "the run's remote cannot be used: "
              + refusal.get()
              + "; name a repository that has commit "
              + commit
              + " with --repo");
    }
    return fetch(remote, commit, FROM_HOSTS);
  }

  /// The commit alone; where a server does not hand out single commits, all branches.
  private String fetch(String from, String commit, String[] protocols) {
    if (from.startsWith("-") || from.contains("::")) {
      throw CairnException.usage("--repo: '" + from + "' is no address of a repository");
    }
    var fetching = git.with(FETCH_PATIENCE, protocols);
    var one =
        fetching.call("fetch", "-q", "--no-tags", "--no-recurse-submodules", "--", from, commit);
    if (!one.isGood()) {
      var all =
          fetching.call(
              "fetch",
              "-q",
              "--no-tags",
              "--no-recurse-submodules",
              "--",
              from,
              "+refs/heads/*:refs/cairn/heads/*",
              "+refs/tags/*:refs/cairn/tags/*");
      if (!all.isGood()) {
        throw failed("git fetch from " + from, all);
      }
    }
    if (!git.call("cat-file", "-e", commit + "^{commit}").isGood()) {
      throw CairnException.of(
          Kind.REFUSED,
          "git.commit",
          "commit "
              + commit
              + " is not in "
              + from
              + "; it may never have been pushed: name the repository where it is with --repo");
    }
    return from;
  }

  void apply(Path patch) {
    must(git.call("apply", "--whitespace=nowarn", patch.toString()), "git apply");
    done.add("changes applied");
  }

  /// The tree must have the name that it had when the run began.
  void prove(String tree, List<Path> inputs) {
    var others = new ArrayList<>(inputs);
    others.add(Path.of(".cairn"));
    var found = GitState.tree(place.root(), probe, new Secrets(List.of()), others);
    if (!found.equals(tree)) {
      throw CairnException.of(
          Kind.INTEGRITY,
          "tree",
          "the tree that was built is not the run's: "
              + tree
              + " was to come, "
              + (found.isEmpty() ? "git names none" : found + " came"));
    }
    done.add("tree " + tree.substring(0, Math.min(12, tree.length())) + " is the run's");
  }

  private static void must(Probe.Answer answer, String what) {
    if (!answer.isGood()) {
      throw failed(what, answer);
    }
  }

  private static CairnException failed(String what, Probe.Answer answer) {
    var why = answer.problem().isEmpty() ? answer.error() : answer.problem();
    return CairnException.of(Kind.REFUSED, "git", what + " failed: " + why);
  }
}
