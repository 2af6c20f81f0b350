// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.fact.Reading;
import io.cairn.core.run.FieldValue;
import io.cairn.core.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Questions of a search. Every one reads a bounded piece of an index; whether a run matches is
/// decided outside, alike for all data bases.
final class CandidateRows {
  private CandidateRows() {}

  private record Field(UUID project, long id, String name) {}

  /// The values that a project's runs have, by name: those of the names asked for.
  static Map<UUID, Map<String, Long>> fields(
      Reading reading, Collection<UUID> projects, Collection<String> names) {
    var found = new HashMap<UUID, Map<String, Long>>();
    if (projects.isEmpty() || names.isEmpty()) {
      return found;
    }
    reading
        .handle()
        .createQuery(
            """
            select project_id, field_id, name from run_field
            where project_id in (<projects>) and name in (<names>)
            """)
        .bindList("projects", List.copyOf(projects))
        .bindList("names", List.copyOf(names))
        .map(
            (RowViewMapper<Field>)
                row ->
                    new Field(
                        row.getColumn("project_id", UUID.class),
                        row.getColumn("field_id", Long.class),
                        row.getColumn("name", String.class)))
        .forEach(field ->
            found
                .computeIfAbsent(field.project(), _ -> new HashMap<>())
                .put(field.name(), field.id()));
    return found;
  }

  /// The projects of a team that are not deleted, the newest first. Index: project_by_seq.
  static List<UUID> projects(Reading reading, UUID team, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select id from project where namespace_id = :team and deleted_at is null
            order by seq desc limit :limit
            """)
        .bind("team", team)
        .bind("limit", limit)
        .mapTo(UUID.class)
        .list();
  }

  /// How many rows a source has.
  static int count(Reading reading, Source source) {
    var query =
        reading
            .handle()
            .createQuery("select count(*) from (" + source.sql() + ") as c")
            .bindMap(source.parameters());
    return query.mapTo(Integer.class).one();
  }

  /// The runs of a source, with what decides whether they match. Indexes: run (its key), run_value
  /// (its key), run_tag (its key).
  static List<Candidate> read(
      Reading reading,
      Source source,
      Map<String, Long> fields,
      RunSearch.Terms terms,
      Instant silentSince) {
    var names = new ArrayList<>(fields.keySet());
    var query =
        reading.handle().createQuery(sql(source, names, terms)).bindMap(source.parameters());
    for (var i = 0; i < names.size(); i++) {
      query.bind("f" + i, fields.get(names.get(i)));
    }
    return query
        .map((RowViewMapper<Candidate>) row -> candidate(row, names, terms, silentSince))
        .list();
  }

  static String sql(Source source, List<String> names, RunSearch.Terms terms) {
    var columns = new StringBuilder();
    var joins = new StringBuilder();
    for (var i = 0; i < names.size(); i++) {
      columns.append(", v%d.number as n%d, v%d.text as t%d".formatted(i, i, i, i));
      joins.append(
          "left join run_value v%d on v%d.run_seq = c.run_seq and v%d.field_id = :f%d\n"
              .formatted(i, i, i, i));
    }
    if (terms.needsTags()) {
      columns.append(
          ", (select string_agg(g.spelling, '/') from run_tag g where g.run_id = r.id) as tags");
    }
    if (terms.text().isPresent()) {
      columns.append(", r.name, r.title, r.notes, r.run_group, r.job_type");
    }
    return "select c.run_seq, r.state, r.heartbeat_at"
        + columns
        + "\nfrom (\n"
        + source.sql()
        + ") as c\njoin run r on r.seq = c.run_seq and r.deleted_at is null\n"
        + joins;
  }

  private static Candidate candidate(
      RowView row, List<String> names, RunSearch.Terms terms, Instant silentSince) {
    var values = new HashMap<String, FieldValue>();
    for (var i = 0; i < names.size(); i++) {
      var number = row.getColumn("n" + i, Double.class);
      var text = row.getColumn("t" + i, byte[].class);
      if (number != null || text != null) {
        values.put(names.get(i), FieldValue.stored(number, text));
      }
    }
    var heartbeat = Optional.ofNullable(row.getColumn("heartbeat_at", Instant.class));
    return new Candidate(
        row.getColumn("run_seq", Long.class),
        values,
        RunState.of(row.getColumn("state", String.class), heartbeat, silentSince),
        terms.needsTags() ? texts(row, "tags") : List.of(),
        terms.text().isPresent()
            ? texts(row, "name", "title", "notes", "run_group", "job_type")
            : List.of());
  }

  /// Tags are joined by `/`, which none of them holds.
  private static List<String> texts(RowView row, String... columns) {
    return Arrays.stream(columns)
        .flatMap(column -> Optional.ofNullable(row.getColumn(column, String.class)).stream())
        .flatMap(text ->
            columns.length == 1 ? Arrays.stream(text.split("/", -1)) : List.of(text).stream())
        .toList();
  }
}
