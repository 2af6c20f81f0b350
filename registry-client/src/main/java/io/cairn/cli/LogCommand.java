// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.LogRequest;
import io.cairn.client.LogResult;
import io.cairn.client.OutsideRequest;
import io.cairn.client.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a version of a folder.
@Command(
    name = "log",
    description = {
      "Log a folder (or one file) as a version of a collection.",
      "Only bytes that the server lacks are sent; a call that was cut off goes on where it was when"
          + " it is made again. The same content again makes no new version."
          + " The first log makes project and collection. Links count as what they point at; empty"
          + " folders are left out."
    },
    footer = {
      "  cairn log out/ --name vision/digits/classifier --type model --alias best",
      "  cairn log data/ --name vision/digits/training-data --run vision/digits/runs/prepare-1",
      "  cairn log --name vision/digits/scans --reference s3://lake/scans/",
      "  cairn log labels/ --name vision/digits/scans --reference raw=gs://lake/2026/",
      "  cairn log --name vision/digits/scans --as-given --reference 'a.tif=s3://lake/a?versionId=7'"
    })
final class LogCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder or file to log; may be left out if there are references.")
  private @Nullable Path folder;

  @Option(
      names = {"-n", "--name"},
      required = true,
      paramLabel = "COLLECTION",
      description = "team/project/collection; project/collection if CAIRN_TEAM is set.")
  private String name = "";

  @Option(
      names = {"-t", "--type"},
      defaultValue = "dataset",
      paramLabel = "TYPE",
      description = "model, dataset, … (default: ${DEFAULT-VALUE}).")
  private String type = "";

  @Option(
      names = {"-a", "--alias"},
      paramLabel = "ALIAS",
      description = "Alias to move to this version; may be repeated.")
  private List<String> aliases = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "TAG", description = "Tag to add; may be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is.")
  private @Nullable String description;

  @Option(
      names = {"-m", "--meta"},
      paramLabel = "KEY=VALUE",
      description = "Metadata; a value that reads as JSON is kept as such; may be repeated.")
  private Map<String, String> metadata = Map.of();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Run that made it (CAIRN_RUN, which 'cairn run' sets).")
  private @Nullable String run;

  @Option(
      names = "--base",
      paramLabel = "REF",
      description = "Version whose bytes may be used without sending them again.")
  private @Nullable String base;

  @Option(
      names = "--reference",
      paramLabel = "[PATH=]URI",
      description =
          "Record bytes that stay at URI, as their store tells of them: s3://, gs://, file:// (an"
              + " object, or all below what ends in '/') and http(s)://. PATH is their path or"
              + " folder in the version (default: the last name of URI, or no folder). May be"
              + " repeated. Other schemes are recorded as given.")
  private List<String> references = new ArrayList<>();

  @Option(
      names = "--as-given",
      description = "Record the URIs of --reference as they are, and look at none.")
  private boolean isAsGiven;

  @Option(
      names = "--max-objects",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Most objects that --reference may find (default: ${DEFAULT-VALUE}).")
  private long maxObjects;

  @Option(
      names = "--list-only",
      description =
          "Record what lists of S3 say of objects (size, ETag, version), and do not ask for the"
              + " checksum of each.")
  private boolean isListOnly;

  @Option(
      names = "--reference-size",
      paramLabel = "BYTES",
      description = "Size of what the one --reference points at, which is then not looked at.")
  private @Nullable Long referenceSize;

  @Option(
      names = "--reference-checksum",
      paramLabel = "TEXT",
      description = "Its checksum, as its place gives it, for example etag:9f86….")
  private @Nullable String referenceChecksum;

  @Option(
      names = "--references",
      paramLabel = "FILE",
      description =
          "File with a JSON object a line for each reference: path, ref, and size and checksum if"
              + " known; sorted by path it may have a million lines.")
  private @Nullable Path referenceFile;

  @Option(
      names = "--parallel",
      defaultValue = "8",
      paramLabel = "N",
      description = "Uploads at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  LogCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (maxObjects < 1) {
      throw CairnException.usage("--max-objects must be 1 or more");
    }
    var size = Optional.ofNullable(referenceSize);
    var checksum = Optional.ofNullable(referenceChecksum);
    var options = ReferenceOptions.parse(references, size, checksum, isAsGiven);
    if (folder == null && references.isEmpty() && referenceFile == null) {
      throw CairnException.usage("give a folder to log, or references");
    }
    var collection = CollectionName.of(name, session);
    var request =
        (folder == null ? LogRequest.ofReferences(collection) : LogRequest.of(folder, collection))
            .type(type)
            .references(options.given())
            .aliases(aliases)
            .tags(tags)
            .metadata(Values.parse(metadata))
            .options(session.resuming(parallel));
    if (description != null) {
      request = request.description(description);
    }
    var maker = CurrentRun.of(run, session.terminal());
    if (maker.isPresent()) {
      request = request.run(maker.get());
    }
    if (base != null) {
      request = request.base(base);
    }
    if (referenceFile != null) {
      request = request.referenceFile(referenceFile);
    }
    if (!options.places().isEmpty()) {
      var environment = session.terminal().environment();
      request =
          request.outside(
              new OutsideRequest(options.places(), environment, maxObjects, !isListOnly));
    }
    print(session.client().artifacts().log(request));
    return 0;
  }

  private void print(LogResult result) {
    var output = session.output();
    if (!(result.version().json().deepCopy() instanceof ObjectNode object)) {
      throw CairnException.usage("the server's answer is no object");
    }
    object.put("sentFiles", result.sentFiles()).put("sentBytes", result.sentBytes());
    output.print(
        object,
        () -> {
          output.line(VersionText.line(result.version()));
          output.remark(
              news(result.version())
                  + VersionText.size(result.version())
                  + ", sent "
                  + Units.count(result.sentFiles(), "file")
                  + ", "
                  + Units.bytes(result.sentBytes()));
        });
  }

  private static String news(Version version) {
    if (!version.json().hasNonNull("created")) {
      return "committed: ";
    }
    return version.isCreated() ? "new version: " : "this content was there already: ";
  }
}
