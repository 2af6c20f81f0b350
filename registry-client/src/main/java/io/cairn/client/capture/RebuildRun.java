// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Progress;
import io.cairn.client.PullRequest;
import io.cairn.client.Run;
import io.cairn.client.RunFile;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Builds what a run was made of in an empty folder: its tree, its inputs by digest, the list of
/// its environment. Takes what the run says for what it is, the word of somebody else.
public final class RebuildRun {
  private final CairnClient client;
  private final Map<String, String> environment;
  private final Path here;

  /// @param environment what git gets
  /// @param here a folder whose repository may have the commit
  public RebuildRun(CairnClient client, Map<String, String> environment, Path here) {
    this.client = client;
    this.environment = Map.copyOf(environment);
    this.here = here;
  }

  /// @param repository where the commit is; empty for the run's own remote
  /// @throws CairnException of kind INTEGRITY if bytes or the tree are not what they were
  public Rebuilt run(String name, Path into, Optional<String> repository, boolean hasInputs) {
    var run = client.runs().get(name);
    var existed = Files.exists(into);
    var place = Place.open(into);
    try {
      return new Building(run, place, new Probe(environment)).build(repository, hasInputs);
    } catch (CairnException e) {
      clear(place, existed);
      throw e;
    } catch (IOException e) {
      clear(place, existed);
      throw CairnException.of(
          Kind.REFUSED, "into.io", into + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void clear(Place place, boolean existed) {
    try {
      Owner.deleteFolder(place.root());
      if (existed) {
        Files.createDirectory(place.root());
      }
    } catch (IOException e) {
      // It stays; the next attempt names it.
    }
  }

  /// One run on its way into one folder.
  private final class Building {
    private final Run run;
    private final JsonNode facts;
    private final Place place;
    private final Probe probe;
    private final List<String> done = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();

    Building(Run run, Place place, Probe probe) {
      this.run = run;
      this.facts = run.json().path("environment");
      this.place = place;
      this.probe = probe;
    }

    Rebuilt build(Optional<String> repository, boolean hasInputs) throws IOException {
      var git = facts.path("git");
      var code = facts.path("code");
      if (git.isObject()) {
        tree(git, repository);
      } else if (code.isObject()) {
        snapshot(code);
      } else {
        missing.add("the run has no sources: it was made with --no-code, or by another program");
      }
      listing();
      var folder = place.resolve(git.path("folder").asText());
      if (hasInputs) {
        inputs(folder);
      }
      var command = command();
      return new Rebuilt(run, folder, command, variables(), done, missing, inputs);
    }

    private void tree(JsonNode git, Optional<String> repository) throws IOException {
      var tree = new GitTree(probe, place);
      tree.checkOut(git, repository, here);
      var diff = git.path("diff");
      if (diff.hasNonNull("digest")) {
        var patch = Files.createTempFile("cairn-", ".patch");
        try {
          fetch(diff.path("path").asText(), diff.path("digest").asText(), patch);
          tree.apply(patch);
        } finally {
          Files.deleteIfExists(patch);
        }
      }
      var name = git.path("tree").asText();
      if (name.isEmpty()) {
        missing.add(
            "the changes to the commit: "
                + (diff.path("tooLarge").asBoolean()
                    ? "larger than 10 MiB, not written down"
                    : "not written down"));
      } else {
        tree.prove(name, List.of());
      }
      done.addAll(tree.done());
      missing.addAll(tree.missing());
      leftOut(git);
    }

    private void leftOut(JsonNode code) {
      for (var each : code.path("leftOut")) {
        missing.add(each.path("path").asText() + ": " + each.path("why").asText());
      }
      var more = code.path("leftOutCount").asInt() - code.path("leftOut").size();
      if (more > 0) {
        missing.add(more + " more files");
      }
    }

    private void snapshot(JsonNode code) throws IOException {
      var count = 0;
      for (var file : files(SourceSnapshot.PREFIX)) {
        var target = place.resolve(file.path().substring(SourceSnapshot.PREFIX.length()));
        Files.createDirectories(target.getParent());
        client.runFiles().get(run.path(), file.path(), target, Progress.NONE);
        check(target, file.path(), file.digest());
        count++;
      }
      for (var path : code.path("executable")) {
        var target = place.resolve(path.asText());
        if (Files.isRegularFile(target) && !target.toFile().setExecutable(true)) {
          missing.add(path.asText() + " could not be made executable");
        }
      }
      if (count != code.path("files").asInt()) {
        missing.add(
            "sources: "
                + code.path("files").asInt()
                + " were written down, "
                + count
                + " are there");
      }
      done.add(counted(count, "source file"));
      leftOut(code);
      if (!code.path("whole").asBoolean() && !code.path("leftOut").isArray()) {
        missing.add("some sources: the folder was too large to be looked through");
      }
    }

    private List<RunFile> files(String prefix) {
      var files = new ArrayList<RunFile>();
      client.runFiles().each(run.path(), prefix.substring(0, prefix.length() - 1), files::add);
      return files;
    }

    /// A run file whose digest the run itself wrote down.
    private void fetch(String path, String digest, Path target) throws IOException {
      client.runFiles().get(run.path(), path, target, Progress.NONE);
      check(target, path, digest);
    }

    private void check(Path file, String path, String digest) throws IOException {
      var found = "sha256:" + Hasher.hash(file, _ -> {}).sha256();
      if (!found.equals(digest)) {
        throw CairnException.of(
            Kind.INTEGRITY,
            "run-file.digest",
            "'"
                + path
                + "' of "
                + run.path()
                + " is not what the run had: "
                + digest
                + " was written down, "
                + found
                + " is there");
      }
    }

    /// Lock files and the list of packages, for whoever installs them.
    private void listing() throws IOException {
      var listed = facts.path("files");
      var count = 0;
      for (var file : files("environment/")) {
        var target = place.resolve(".cairn/" + file.path());
        var digest = listed.path(file.path()).path("digest").asText(file.digest());
        Files.createDirectories(target.getParent());
        fetch(file.path(), digest, target);
        count++;
      }
      var readme = place.resolve(".cairn/environment/README.md");
      Files.createDirectories(readme.getParent());
      Files.writeString(readme, EnvironmentPage.of(run, facts));
      done.add(counted(count, "file") + " of the environment in .cairn/environment");
    }

    private void inputs(Path folder) throws IOException {
      var places = new TreeMap<String, String>();
      for (var each : facts.path("inputs")) {
        places.put(each.path("digest").asText(), each.path("folder").asText());
      }
      var base = place.root().relativize(folder);
      var seen = new LinkedHashMap<String, String>();
      for (var version : client.runs().inputs(run.path())) {
        var ref = version.path() + "@" + version.digest();
        if (seen.put(ref, version.ref()) != null) {
          continue;
        }
        inputs.add(ref);
        var target = target(places.getOrDefault(version.digest(), ""), base, version.path());
        pull(ref, version.ref(), target);
      }
      for (var each : facts.path("inputs")) {
        var digest = each.path("digest").asText();
        if (seen.keySet().stream().noneMatch(ref -> ref.endsWith("@" + digest))) {
          missing.add("input " + each.path("ref").asText() + ": no longer there, or not for you");
        }
      }
      if (!seen.isEmpty()) {
        done.add(counted(seen.size(), "input") + ", every byte verified");
      }
    }

    /// Where it lay, if that is inside and free; else below `inputs`.
    private Path target(String former, Path base, String path) {
      if (!former.isEmpty() && !former.startsWith("/")) {
        var wanted = GitState.slashes(base.resolve(former).normalize());
        try {
          var target = place.resolve(wanted);
          if (!target.equals(place.root()) && !Files.exists(target)) {
            return target;
          }
        } catch (CairnException e) {
          // Not a place in here: the usual one.
        }
      }
      var name = path.substring(path.lastIndexOf('/') + 1);
      var target = place.resolve("inputs/" + name);
      for (var i = 2; Files.exists(target); i++) {
        target = place.resolve("inputs/" + name + "-" + i);
      }
      return target;
    }

    private void pull(String ref, String name, Path target) throws IOException {
      try {
        Files.createDirectories(target.getParent());
        client.artifacts().pull(PullRequest.of(ref, target));
        done.add("input " + name + " in " + place.root().relativize(target));
      } catch (CairnException e) {
        if (e.kind() != Kind.NOT_FOUND) {
          throw e;
        }
        missing.add("input " + name + ": " + e.text());
      }
    }

    private static String counted(int count, String noun) {
      return count + " " + noun + (count == 1 ? "" : "s");
    }

    private List<String> command() {
      var command = new ArrayList<String>();
      facts.path("command").path("arguments").forEach(each -> command.add(each.asText()));
      for (var note : facts.path("notes")) {
        if (note.asText().startsWith("command: ")) {
          missing.add(note.asText());
        }
      }
      return command;
    }

    private Map<String, String> variables() {
      var variables = new TreeMap<String, String>();
      facts
          .path("variables")
          .properties()
          .forEach(each -> {
            var value = each.getValue().asText();
            if (AllowedVariables.isAllowed(each.getKey()) && !value.contains(Secrets.MASK)) {
              variables.put(each.getKey(), value);
            }
          });
      return variables;
    }
  }
}
