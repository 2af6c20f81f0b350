// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.RunRequest;
import io.cairn.client.TransferOptions;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Brings a run that the wandb SDK wrote down without a server: `wandb/offline-run-…`. Its id, its
/// lines and its artifacts are the same as if the SDK had sent them. Cut, it goes on when it is
/// started again; done once, it does nothing.
public final class ImportRun {
  /// Member of the run's environment that says what it was made of.
  private static final String IMPORTED = "imported";

  private final CairnClient client;
  private final TransferOptions options;

  public ImportRun(CairnClient client, TransferOptions options) {
    this.client = client;
    this.options = options;
  }

  /// Whether a folder holds such a run.
  public static boolean isRun(Path folder) {
    return OfflineRun.find(folder).isPresent();
  }

  /// @param project `team/project`; without it, the project that the run names
  /// @param team in which the run's own project is; without it, the entity that the run names
  /// @throws CairnException `run.taken` if there is a run of that id that did not come from here
  public ImportedRun run(Path folder, Optional<String> project, Optional<String> team) {
    var found =
        OfflineRun.find(folder)
            .orElseThrow(
                () -> CairnException.usage("'" + folder + "' holds no run: it has no run-….wandb"));
    var offline = OfflineRun.read(found);
    var target = project.orElseGet(() -> project(offline, team));
    var path = target + "/runs/" + offline.id();
    var sum = sum(found);
    var known = known(path);
    if (known.isPresent()) {
      var mark = known.get().path(IMPORTED);
      if (!mark.path("file").asText().equals(found.getFileName().toString())) {
        throw CairnException.of(
            Kind.REFUSED,
            "run.taken",
            "'" + path + "' is there already, and did not come from '" + found + "'");
      }
      if (mark.path("whole").asBoolean() && mark.path("sha256").asText().equals(sum)) {
        return new ImportedRun(path, false, 0, 0, List.of(), false);
      }
    }
    client.runs().create(target, request(offline, mark(found, sum, false)));
    var lines =
        new OfflineLines(
            (stream, records) -> client.runs().append(path, stream, records, Optional.empty()));
    options.progress().begin("lines", 0, 0);
    var count = lines.read(found);
    var files = files(offline, path);
    var versions = versions(offline, target, path);
    end(offline, path, mark(found, sum, true));
    return new ImportedRun(path, true, count, files, versions, lines.isTorn());
  }

  private static String project(OfflineRun offline, Optional<String> team) {
    var name = offline.run().text(Fields.RUN_PROJECT).orElse("uncategorized");
    return team.or(() -> offline.run().text(Fields.RUN_ENTITY))
        .map(of -> of + "/" + name)
        .orElseThrow(() ->
            CairnException.usage(
                "the run names no team: say --to TEAM/" + name + ", or set CAIRN_TEAM"));
  }

  /// The environment of the run, if it is there.
  private Optional<JsonNode> known(String path) {
    try {
      return Optional.of(client.runs().get(path).json().path("environment"));
    } catch (CairnException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String sum(Path file) {
    try {
      return Hasher.hash(file, _ -> {}).sha256();
    } catch (IOException e) {
      throw CairnException.of(e);
    }
  }

  private static ObjectNode mark(Path file, String sum, boolean isWhole) {
    return Items.JSON
        .createObjectNode()
        .put("file", file.getFileName().toString())
        .put("sha256", sum)
        .put("whole", isWhole);
  }

  private static RunRequest request(OfflineRun offline, ObjectNode mark) {
    var run = offline.run();
    var members = Items.JSON.createObjectNode().put("id", offline.id()).put("resume", "allow");
    run.text(Fields.RUN_TITLE).ifPresent(text -> members.put("title", Words.title(text)));
    run.text(Fields.RUN_GROUP).ifPresent(text -> members.put("group", Words.title(text)));
    run.text(Fields.RUN_JOB_TYPE).ifPresent(text -> members.put("jobType", Words.title(text)));
    run.text(Fields.RUN_NOTES).ifPresent(text -> members.put("notes", text));
    var tags = members.putArray("tags");
    run.texts(Fields.RUN_TAGS).stream().map(Words::label).forEach(tags::add);
    var config = offline.config().deepCopy();
    var environment = offline.environment().deepCopy();
    run.text(Fields.RUN_HOST).ifPresent(host -> environment.put("host", host));
    // The SDK's own words stand where the SDK looks for them.
    var own = config.remove("_wandb");
    if (own != null) {
      environment.set("wandb", own);
    }
    environment.set(IMPORTED, mark);
    members.set("config", config);
    members.set("environment", environment);
    return RunRequest.of(members);
  }

  private long files(OfflineRun offline, String path) {
    var folder = offline.files();
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var found = Files.walk(folder)) {
      // What `run.save` named is a link to it.
      var files = found.filter(Files::isRegularFile).sorted().toList();
      options.progress().begin("files", files.size(), 0);
      for (var file : files) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        put(path, name, file);
        options.progress().file();
      }
      return files.size();
    } catch (IOException e) {
      throw CairnException.of(e);
    }
  }

  /// What the SDK says of the program in a file of its own has no secrets, either; all other files
  /// go as they are.
  private void put(String path, String name, Path file) throws IOException {
    if (name.equals(OfflineRun.METADATA)
        && Items.parse(Files.readString(file)) instanceof ObjectNode said
        && !Masked.of(said).equals(said)) {
      var copy = Files.createTempFile("cairn-import-", ".json");
      try {
        Files.writeString(copy, Masked.of(said).toPrettyString());
        client.runFiles().put(path, name, copy, options.progress());
      } finally {
        Files.delete(copy);
      }
    } else {
      client.runFiles().put(path, name, file, options.progress());
    }
  }

  private List<String> versions(OfflineRun offline, String project, String run) {
    var versions = new ArrayList<String>();
    for (var said : offline.artifacts()) {
      try {
        var folder = Files.createTempDirectory("cairn-import-");
        try {
          var request = new OfflineArtifact(said).gather(folder, project);
          var logged = client.artifacts().log(request.run(run).options(options));
          versions.add(logged.version().ref());
        } finally {
          delete(folder);
        }
      } catch (IOException e) {
        throw CairnException.of(e);
      }
    }
    return versions;
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /// What was not there at the end of the last line is written over it; then the run ends as it
  /// did, and is whole.
  private void end(OfflineRun offline, String path, ObjectNode mark) {
    var said = Items.JSON.createObjectNode();
    said.set("summary", offline.summary());
    said.putObject("environment").set(IMPORTED, mark);
    if (!client.runs().get(path).json().path("state").asText().matches("finished|failed")) {
      var code = offline.exitCode();
      client.runs().finish(path, code.isEmpty() || code.getAsInt() != 0, code);
    }
    client.runs().edit(path, said);
  }
}
