// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to log, where and how. Immutable: each `with` answers a new request.
///
/// @param folder empty: references only
/// @param collection `team/project/collection`, or `registry/model`
/// @param run path or id of the run that made it
/// @param references bytes that stay where they are, recorded as given
/// @param referenceFile more of them, a JSON object a line
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
    Optional<Path> referenceFile,
    TransferOptions options) {
  public LogRequest {
    aliases = List.copyOf(aliases);
    tags = List.copyOf(tags);
    metadata = Map.copyOf(metadata);
    references = List.copyOf(references);
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
        Optional.empty(),
        TransferOptions.DEFAULT);
  }

  /// For example `model` or `dataset`; all versions of a collection have one type.
  public LogRequest type(String value) {
    return new LogRequest(
        folder,
        collection,
        value,
        aliases,
        tags,
        description,
        metadata,
        run,
        base,
        references,
        referenceFile,
        options);
  }

  public LogRequest aliases(List<String> values) {
    return new LogRequest(
        folder,
        collection,
        type,
        values,
        tags,
        description,
        metadata,
        run,
        base,
        references,
        referenceFile,
        options);
  }

  public LogRequest tags(List<String> values) {
    return new LogRequest(
        folder,
        collection,
        type,
        aliases,
        values,
        description,
        metadata,
        run,
        base,
        references,
        referenceFile,
        options);
  }

  public LogRequest description(String value) {
    return new LogRequest(
        folder,
        collection,
        type,
        aliases,
        tags,
        Optional.of(value),
        metadata,
        run,
        base,
        references,
        referenceFile,
        options);
  }

  /// Texts, numbers, booleans, lists and maps; does not enter the digest.
  public LogRequest metadata(Map<String, Object> values) {
    return new LogRequest(
        folder,
        collection,
        type,
        aliases,
        tags,
        description,
        values,
        run,
        base,
        references,
        referenceFile,
        options);
  }

  public LogRequest run(String value) {
    return new LogRequest(
        folder,
        collection,
        type,
        aliases,
        tags,
        description,
        metadata,
        Optional.of(value),
        base,
        references,
        referenceFile,
        options);
  }

  public LogRequest base(String value) {
    return new LogRequest(
        folder,
        collection,
        type,
        aliases,
        tags,
        description,
        metadata,
        run,
        Optional.of(value),
        references,
        referenceFile,
        options);
  }

  /// Recorded as given: nobody opens the URIs.
  public LogRequest references(List<Entry.Reference> values) {
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
        values,
        referenceFile,
        options);
  }

  /// A file with a line of JSON for each reference: `path`, `ref`, and `size` and `checksum` if
  /// known.
  public LogRequest referenceFile(Path value) {
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
        Optional.of(value),
        options);
  }

  public LogRequest options(TransferOptions value) {
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
        referenceFile,
        value);
  }
}
