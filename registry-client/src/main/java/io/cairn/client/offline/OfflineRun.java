// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a folder `offline-run-…` says of its run, but for the many lines: those are read when they
/// are sent.
///
/// @param log the `.wandb` file
/// @param run the record by which the run begins
/// @param exitCode empty if the program did not come to its end
/// @param artifacts in the order in which they were logged
/// @param environment host, versions, program, commit; secrets among its arguments are masked
record OfflineRun(
    Path log,
    Message run,
    ObjectNode config,
    ObjectNode summary,
    ObjectNode environment,
    OptionalInt exitCode,
    List<Message> artifacts) {
  /// The file in which the SDK says once more what it knows of the program.
  static final String METADATA = "wandb-metadata.json";

  private static final String SUMMARY = "wandb-summary.json";

  /// The `.wandb` file of a folder; empty if it is none of a run.
  static Optional<Path> find(Path folder) {
    try (var files = Files.newDirectoryStream(folder, "run-*.wandb")) {
      var found = files.iterator();
      return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
    } catch (IOException e) {
      throw CairnException.of(e);
    }
  }

  static OfflineRun read(Path log) {
    Message begun = null;
    var config = Items.JSON.createObjectNode();
    var summary = Items.JSON.createObjectNode();
    var environment = Items.JSON.createObjectNode();
    var exit = OptionalInt.empty();
    var artifacts = new ArrayList<Message>();
    try (var records = new RecordLog(log)) {
      for (var bytes = records.next(); bytes.isPresent(); bytes = records.next()) {
        var each = Message.of(bytes.get());
        for (var run : each.messages(Fields.RUN)) {
          begun = run;
          run.message(Fields.RUN_CONFIG).ifPresent(some -> change(config, some));
          run.message(Fields.RUN_SUMMARY).ifPresent(some -> change(summary, some));
        }
        each.messages(Fields.CONFIG).forEach(some -> change(config, some));
        each.messages(Fields.SUMMARY).forEach(some -> change(summary, some));
        each.messages(Fields.ENVIRONMENT).forEach(some -> describe(environment, some));
        artifacts.addAll(each.messages(Fields.ARTIFACT));
        for (var end : each.messages(Fields.EXIT)) {
          exit = OptionalInt.of((int) end.number(Fields.EXIT_CODE));
        }
      }
    } catch (IOException e) {
      throw CairnException.of(
          Kind.REFUSED, "run.unreadable", "'" + log + "' cannot be read: " + e.getMessage(), e);
    }
    if (begun == null || begun.text(Fields.RUN_ID).isEmpty()) {
      throw CairnException.of(Kind.REFUSED, "run.unreadable", "'" + log + "' holds no run");
    }
    last(log).ifPresent(summary::setAll);
    return new OfflineRun(log, begun, config, summary, Masked.of(environment), exit, artifacts);
  }

  String id() {
    return run.text(Fields.RUN_ID).orElseThrow();
  }

  Path files() {
    return log.resolveSibling("files");
  }

  private static void change(ObjectNode object, Message change) {
    Items.set(object, change.messages(Fields.UPDATE));
    Items.remove(object, change.messages(Fields.REMOVE));
  }

  private static void describe(ObjectNode environment, Message said) {
    Fields.ENVIRONMENT_TEXTS.forEach(
        (field, name) -> said.text(field).ifPresent(text -> environment.put(name, text)));
    said.time(Fields.STARTED_AT).ifPresent(time -> environment.put("startedAt", time.toString()));
    var arguments = said.texts(Fields.ARGUMENTS);
    if (!arguments.isEmpty()) {
      var list = environment.putArray("args");
      arguments.forEach(list::add);
    }
    said.message(Fields.GIT)
        .ifPresent(git -> {
          var object = environment.putObject("git");
          git.text(1).ifPresent(remote -> object.put("remote", remote));
          git.text(2).ifPresent(commit -> object.put("commit", commit));
        });
  }

  /// What the SDK itself made of it when the run ended.
  private static Optional<ObjectNode> last(Path log) {
    try {
      var text = Files.readString(log.resolveSibling("files").resolve(SUMMARY));
      return Items.parse(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
