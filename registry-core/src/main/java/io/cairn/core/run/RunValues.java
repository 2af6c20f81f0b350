// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jspecify.annotations.Nullable;

/// Rows of the values that runs are searched by. Only what differs is written: a metric that moves
/// costs one row and one entry of an index, whatever else the run says.
final class RunValues {
  /// Below the number of parameters that the data bases take.
  private static final int BATCH = 500;

  private RunValues() {}

  /// What the rows of a run's values are named by.
  private record Place(long seq, UUID project) {}

  private record Kept(long fieldId, String name, FieldValue value) {}

  private record Field(long id, String name) {}

  /// Makes the rows what the run says.
  static void refresh(Tx tx, Run run) {
    var place = place(tx, run.id());
    var wanted = new LinkedHashMap<String, FieldValue>(RunFields.of(run));
    wanted.put(RunFields.STATE, FieldValue.of(Runs.storedState(tx, run.id())));
    var gone = new ArrayList<Long>();
    for (var kept : kept(tx, place)) {
      var now = wanted.get(kept.name());
      if (now == null) {
        gone.add(kept.fieldId());
      } else if (now.equals(kept.value())) {
        wanted.remove(kept.name());
      }
    }
    delete(tx, place, gone);
    put(tx, place, wanted);
  }

  /// Sets some values, and leaves the others as they are.
  static void set(Tx tx, RunId run, Map<String, FieldValue> values) {
    if (!values.isEmpty()) {
      put(tx, place(tx, run), values);
    }
  }

  /// The run is gone.
  static void remove(Tx tx, RunId run) {
    tx.handle()
        .createUpdate("delete from run_value where run_seq = :seq")
        .bind("seq", place(tx, run).seq())
        .execute();
  }

  private static Place place(Reading reading, RunId run) {
    return reading
        .handle()
        .createQuery("select seq, project_id from run where id = :id")
        .bind("id", run.value())
        .map(
            (RowViewMapper<Place>)
                row ->
                    new Place(
                        row.getColumn("seq", Long.class), row.getColumn("project_id", UUID.class)))
        .one();
  }

  private static List<Kept> kept(Reading reading, Place place) {
    return reading
        .handle()
        .createQuery(
            """
            select v.field_id, f.name, v.number, v.text
            from run_value v join run_field f on f.field_id = v.field_id
            where v.run_seq = :seq
            """)
        .bind("seq", place.seq())
        .map(
            (RowViewMapper<Kept>)
                row ->
                    new Kept(
                        row.getColumn("field_id", Long.class),
                        row.getColumn("name", String.class),
                        FieldValue.stored(
                            row.getColumn("number", Double.class),
                            row.getColumn("text", byte[].class))))
        .list();
  }

  private static void delete(Tx tx, Place place, List<Long> fields) {
    if (fields.isEmpty()) {
      return;
    }
    var batch =
        tx.handle()
            .prepareBatch("delete from run_value where run_seq = :seq and field_id = :field");
    fields.forEach(field -> batch.bind("seq", place.seq()).bind("field", field).add());
    batch.execute();
  }

  private static void put(Tx tx, Place place, Map<String, FieldValue> values) {
    if (values.isEmpty()) {
      return;
    }
    var ids = fieldIds(tx, place.project(), values.keySet());
    var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into run_value (run_seq, field_id, number, text)
                values (:seq, :field, :number, :text)
                on conflict (run_seq, field_id)
                do update set number = excluded.number, text = excluded.text
                """);
    values.forEach((name, value) -> {
      @Nullable Double number = value.number().isPresent() ? value.number().getAsDouble() : null;
      batch
          .bind("seq", place.seq())
          .bind("field", ids.get(name))
          .bindByType("number", number, Double.class)
          .bindByType("text", value.bytes().orElse(null), byte[].class)
          .add();
    });
    batch.execute();
  }

  /// Makes the fields that there are not. In one order, so that two who make the same wait for each
  /// other and never both.
  private static Map<String, Long> fieldIds(Tx tx, UUID project, Collection<String> names) {
    var ids = find(tx, project, names);
    var missing = new TreeSet<>(names);
    missing.removeAll(ids.keySet());
    if (!missing.isEmpty()) {
      var batch =
          tx.handle()
              .prepareBatch(
                  """
                  insert into run_field (project_id, name) values (:project, :name)
                  on conflict (project_id, name) do nothing
                  """);
      missing.forEach(name -> batch.bind("project", project).bind("name", name).add());
      batch.execute();
      ids.putAll(find(tx, project, missing));
    }
    return ids;
  }

  private static Map<String, Long> find(Reading reading, UUID project, Collection<String> names) {
    var ids = new HashMap<String, Long>();
    var all = List.copyOf(names);
    for (var from = 0; from < all.size(); from += BATCH) {
      reading
          .handle()
          .createQuery(
              "select field_id, name from run_field where project_id = :project and name in"
                  + " (<names>)")
          .bind("project", project)
          .bindList("names", all.subList(from, Math.min(from + BATCH, all.size())))
          .map(
              (RowViewMapper<Field>)
                  row ->
                      new Field(
                          row.getColumn("field_id", Long.class),
                          row.getColumn("name", String.class)))
          .forEach(field -> ids.put(field.name(), field.id()));
    }
    return ids;
  }
}
