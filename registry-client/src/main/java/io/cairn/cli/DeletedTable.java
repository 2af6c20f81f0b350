// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.Reference;
import io.cairn.client.Version;
import java.util.ArrayList;
import java.util.List;

/// What was deleted below a path, and till when it can be brought back.
final class DeletedTable {
  private final Session session;
  private final int limit;

  DeletedTable(Session session, int limit) {
    this.session = session;
    this.limit = limit;
  }

  /// Teams and registries.
  void print() {
    var catalog = session.client().catalog();
    var items = new ArrayList<>(catalog.deletedTeams(limit));
    items.addAll(catalog.deletedRegistries(limit));
    named(items, "name");
  }

  void print(Reference reference) {
    var catalog = session.client().catalog();
    var names = reference.names();
    if (reference.selector().isPresent() || names.size() > 3) {
      throw CairnException.usage("--deleted needs a path of 1 to 3 names without selector");
    }
    var first = names.getFirst();
    switch (names.size()) {
      case 1 ->
          LsCommand.either(
              () -> named(catalog.deletedProjects(first, limit)),
              () -> named(catalog.deletedModels(first, limit)));
      case 2 ->
          LsCommand.either(
              () -> named(catalog.deletedCollections(first, names.getLast(), limit)),
              () -> versions(reference));
      default -> versions(reference);
    }
  }

  private void named(List<JsonNode> items) {
    named(items, "path");
  }

  private void named(List<JsonNode> items, String member) {
    session
        .output()
        .table(
            items,
            List.of("PATH", "DELETED", "UNTIL", "TITLE"),
            items.stream()
                .map(item ->
                    List.of(
                        Text.of(item, member),
                        Text.minute(Text.of(item, "deletedAt")),
                        Text.minute(Text.of(item, "restorableUntil")),
                        Text.of(item, "title")))
                .toList());
  }

  private void versions(Reference reference) {
    var versions = session.client().versions().listDeleted(reference.path(), limit);
    session
        .output()
        .table(
            versions.stream().map(Version::json).toList(),
            List.of("VERSION", "DELETED", "UNTIL", "FILES", "SIZE", "DIGEST", "MADE", "BY"),
            versions.stream()
                .map(version ->
                    List.of(
                        version.version(),
                        Text.minute(Text.of(version.json(), "deletedAt")),
                        Text.minute(Text.of(version.json(), "restorableUntil")),
                        Units.count(version.files()),
                        Units.bytes(version.size()),
                        Text.shortDigest(version.digest()),
                        Text.minute(version.createdAt()),
                        version.createdBy()))
                .toList());
  }
}
