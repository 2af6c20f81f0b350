// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.file.FileNode;
import io.cairn.api.wandb.file.Grant;
import io.cairn.api.wandb.file.SignedUrls;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.LikePattern;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Places;
import io.cairn.core.access.Permission;
import io.cairn.core.name.FilePath;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.RunPath;
import io.cairn.core.runfile.DeleteRunFile;
import io.cairn.core.runfile.ReadRunFiles;
import io.cairn.core.runfile.RunFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files of runs: where to send them, what there is, and away with them.
@ApplicationScoped
public class RunFileFields implements Fields {
  private static final String KIND = "RunFile";
  private static final int PAGE = 50;

  private final Caller caller;
  private final Places places;
  private final FindRun findRun;
  private final ReadRunFiles readFiles;
  private final DeleteRunFile deleteFile;
  private final SignedUrls urls;

  RunFileFields(
      Caller caller,
      Places places,
      FindRun findRun,
      ReadRunFiles readFiles,
      DeleteRunFile deleteFile,
      SignedUrls urls) {
    this.caller = caller;
    this.places = places;
    this.findRun = findRun;
    this.readFiles = readFiles;
    this.deleteFile = deleteFile;
    this.urls = urls;
  }

  /// Where to send a file.
  record Upload(String name, String uploadUrl) {}

  /// Where to send files of a run.
  record Uploads(String runID, List<String> uploadHeaders, List<Upload> files) {}

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .on("Run", "files", this::files)
        .on("Run", "fileCount", this::count)
        .mutation("createRunFiles", asked -> create(asked.input()))
        .mutation("markRunFilesUploaded", asked -> uploaded(asked.input()))
        .mutation("deleteFiles", asked -> delete(asked.input()));
  }

  private RunPath path(Arguments input) {
    return places.run(input.text("entityName"), input.text("projectName"), input.needed("runName"));
  }

  private Uploads create(Arguments input) {
    var path = path(input);
    findRun.run(caller.principal(), path, Permission.WRITE);
    var uploads =
        input.texts("files").stream()
            .map(name ->
                new Upload(
                    name,
                    urls.of(new Grant.PutRunFile(path.toString(), new FilePath(name).text()))))
            .toList();
    return new Uploads(RunNode.idOf(path), List.of(), uploads);
  }

  /// They are there once their bytes are.
  private Map<String, Boolean> uploaded(Arguments input) {
    findRun.run(caller.principal(), path(input), Permission.WRITE);
    return Map.of("success", true);
  }

  private Map<String, Boolean> delete(Arguments input) {
    for (var id : input.texts("files")) {
      var parts = GlobalId.require(KIND, id).split(":", 2);
      deleteFile.run(caller.principal(), RunPath.parse("files", parts[0]), new FilePath(parts[1]));
    }
    return Map.of("success", true);
  }

  private Connection<FileNode> files(Asked asked) {
    var path = asked.of(RunNode.class).run().path();
    var names = asked.arguments().texts("names");
    if (!names.isEmpty()) {
      var paths = names.stream().map(FilePath::new).toList();
      var found = readFiles.files(caller.principal(), path, paths);
      return Connection.whole(found.stream().map(file -> node(path, file)).toList());
    }
    var request = Connection.request(asked.arguments(), PAGE);
    var like = asked.arguments().text("pattern").map(LikePattern::new);
    var page =
        like.isPresent()
            ? readFiles.matching(
                caller.principal(), path, like.get().start(), like.get()::matches, request)
            : readFiles.list(caller.principal(), path, Optional.empty(), request);
    return Connection.of(page, null, file -> node(path, file));
  }

  private long count(Asked asked) {
    return readFiles.count(caller.principal(), asked.of(RunNode.class).run().path());
  }

  private FileNode node(RunPath run, RunFile file) {
    var path = file.path().text();
    return FileNode.of(
        GlobalId.of(KIND, run + ":" + path),
        path,
        urls.of(new Grant.GetRunFile(run.toString(), path)),
        file.sizeBytes(),
        file.updatedAt());
  }
}
