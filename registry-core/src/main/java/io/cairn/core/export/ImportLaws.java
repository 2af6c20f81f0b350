// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What must hold between rows when all are there, and that no single line can show.
final class ImportLaws {
  /// A question for the identity of one that breaks the law, by what to say of it.
  private static final Map<String, String> LAWS = laws();

  private ImportLaws() {}

  private static Map<String, String> laws() {
    var laws = new LinkedHashMap<String, String>();
    laws.put(
        "facts/projects.ndjson: project %s is not in a team",
        """
        select p.id from project p join namespace n on n.id = p.namespace_id
        where n.kind <> 'team' limit 1
        """);
    laws.put(
        "facts/collections.ndjson: collection %s has another parent than its project or registry",
        """
        select c.id from collection c where c.parent_id <> coalesce(c.project_id, c.namespace_id)
        limit 1
        """);
    laws.put(
        "facts/collections.ndjson: collection %s is in a project of another team",
        """
        select c.id from collection c join project p on p.id = c.project_id
        where p.namespace_id <> c.namespace_id limit 1
        """);
    laws.put(
        "facts/collections.ndjson: collection %s counts other versions than it has",
        """
        select c.id from collection c
        where c.version_count <> (
          select count(*) from membership m where m.collection_id = c.id and m.deleted_at is null)
        limit 1
        """);
    laws.put(
        "facts/memberships.ndjson: membership %s has an index that is still to be given",
        """
        select m.id from membership m join collection c on c.id = m.collection_id
        where m.version_index >= c.next_index or m.version_index < 0 limit 1
        """);
    laws.put(
        "facts/versions.ndjson: version %s is not at home where it says",
        """
        select v.id from version v join membership m on m.id = v.home_id
        where m.version_id <> v.id or m.collection_id <> v.collection_id or m.is_link limit 1
        """);
    laws.put(
        "facts/aliases.ndjson: an alias is in another collection than membership %s",
        """
        select m.id from alias a join membership m on m.id = a.membership_id
        where m.collection_id <> a.collection_id limit 1
        """);
    laws.put(
        "facts/runs.ndjson: run %s is in a project of another team",
        """
        select r.id from run r join project p on p.id = r.project_id
        where p.namespace_id <> r.namespace_id limit 1
        """);
    laws.put(
        "facts/run-files.ndjson: a file of run %s has another size than its bytes",
        """
        select f.run_id from run_file f join blob b on b.digest = f.digest
        where b.size_bytes <> f.size_bytes limit 1
        """);
    laws.put(
        "facts/attachments.ndjson: what is kept beside version %s has another size than its bytes",
        """
        select a.subject_id from attachment a join blob b on b.digest = a.digest
        where b.size_bytes <> a.size_bytes limit 1
        """);
    return laws;
  }

  /// @throws Failure.Invalid naming the file and the identity of what is wrong
  static void check(Reading reading) {
    for (var table : FactTables.EXPORTED) {
      for (var column : table.columns()) {
        if (!column.refersTo().isEmpty()) {
          TableRows.dangling(reading, table, column)
              .ifPresent(id -> {
                throw broken(
                    table.file(),
                    "%s: the %s %s is in no line of %s"
                        .formatted(
                            table.file(),
                            column.name(),
                            id,
                            FactTables.of(column.refersTo()).file()));
              });
        }
      }
    }
    LAWS.forEach((said, question) ->
        reading
            .handle()
            .createQuery(question)
            .mapTo(UUID.class)
            .findOne()
            .ifPresent(id -> {
              throw broken(said.substring(0, said.indexOf(':')), said.formatted(id));
            }));
  }

  private static Failure.Invalid broken(String file, String text) {
    return new Failure.Invalid(file, "facts.reference", text);
  }
}
