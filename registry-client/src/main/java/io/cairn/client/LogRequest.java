// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What to log, where and how. Immutable: each `with` answers a new request.
///
/// @param folder empty: references only
/// @param collection `team/project/collection`, or `registry/model`
/// @param run path or id of the run that made it
/// @param references bytes that stay where they are, recorded as given
/// @param referenceFiles more of them, a JSON object a line
/// @param outside places whose objects are looked up and recorded
/// @param base reference of a version whose bytes may be used without sending them again
public record LogRequest(
    Optional<Path> folder,
    String collection,
    String type,
    List<String> aliases,
    List<String> tags,
    Optional<String> description,
    Map<String, Object> metadata,
    Optional<String> run,
    Optional<String> base,
    List<Entry.Reference> references,
    List<Path> referenceFiles,
    Optional<OutsideRequest> outside,
    TransferOptions options) {
  public LogRequest {
    aliases = List.copyOf(aliases);
    tags = List.copyOf(tags);
    metadata = Map.copyOf(metadata);
    references = List.copyOf(references);
    referenceFiles = List.copyOf(referenceFiles);
  }

  /// The folder's content as a version of `collection`, type `dataset` unless told otherwise.
  public static LogRequest of(Path folder, String collection) {
    return of(Optional.of(folder), collection);
  }

  /// No files of one's own, only references.
  public static LogRequest ofReferences(String collection) {
    return of(Optional.empty(), collection);
  }

  private static LogRequest of(Optional<Path> folder, String collection) {
    return new LogRequest(
        folder,
        collection,
        "dataset",
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        TransferOptions.DEFAULT);
  }

  /// For example `model` or `dataset`; all versions of a collection have one type.
  public LogRequest type(String value) {
    return with(copy -> copy.type = value);
  }

  public LogRequest aliases(List<String> values) {
    return with(copy -> copy.aliases = values);
  }

  public LogRequest tags(List<String> values) {
    return with(copy -> copy.tags = values);
  }

  public LogRequest description(String value) {
    return with(copy -> copy.description = Optional.of(value));
  }

  /// Texts, numbers, booleans, lists and maps; does not enter the digest.
  public LogRequest metadata(Map<String, Object> values) {
    return with(copy -> copy.metadata = values);
  }

  public LogRequest run(String value) {
    return with(copy -> copy.run = Optional.of(value));
  }

  public LogRequest base(String value) {
    return with(copy -> copy.base = Optional.of(value));
  }

  /// Recorded as given: nobody opens the URIs.
  public LogRequest references(List<Entry.Reference> values) {
    return with(copy -> copy.references = values);
  }

  /// One more file with a line of JSON for each reference: `path`, `ref`, and `size` and `checksum`
  /// if known.
  public LogRequest referenceFile(Path value) {
    var files = new ArrayList<>(referenceFiles);
    files.add(value);
    return with(copy -> copy.referenceFiles = files);
  }

  /// Bytes that stay where they are, recorded as their stores tell of them.
  public LogRequest outside(OutsideRequest value) {
    return with(copy -> copy.outside = Optional.of(value));
  }

  public LogRequest options(TransferOptions value) {
    return with(copy -> copy.options = value);
  }

  private LogRequest with(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.made();
  }

  /// The parts of a request, of which one is about to change.
  private static final class Copy {
    private final Optional<Path> folder;
    private final String collection;
    private String type;
    private List<String> aliases;
    private List<String> tags;
    private Optional<String> description;
    private Map<String, Object> metadata;
    private Optional<String> run;
    private Optional<String> base;
    private List<Entry.Reference> references;
    private List<Path> referenceFiles;
    private Optional<OutsideRequest> outside;
    private TransferOptions options;

    private Copy(LogRequest request) {
      folder = request.folder;
      collection = request.collection;
      type = request.type;
      aliases = request.aliases;
      tags = request.tags;
      description = request.description;
      metadata = request.metadata;
      run = request.run;
      base = request.base;
      references = request.references;
      referenceFiles = request.referenceFiles;
      outside = request.outside;
      options = request.options;
    }

    private LogRequest made() {
      return new LogRequest(
          folder,
          collection,
          type,
          aliases,
          tags,
          description,
          metadata,
          run,
          base,
          references,
          referenceFiles,
          outside,
          options);
    }
  }
}
