// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of a run that can be searched and sorted by, by their names. Of config and of summary
/// 500 each, scalars only; members of objects have the names on the way to them joined by dots.
public final class RunFields {
  public static final String ID = "id";
  public static final String TITLE = "title";
  public static final String STATE = "state";
  public static final String GROUP = "group";
  public static final String JOB_TYPE = "jobType";
  public static final String CREATED_BY = "createdBy";
  public static final String CREATED_AT = "createdAt";
  public static final String FINISHED_AT = "finishedAt";
  public static final String DURATION = "duration";
  public static final String EXIT_CODE = "exitCode";
  public static final String PARENT = "parent";

  static final int MAX_OF_SECTION = 500;

  private static final int MAX_DEPTH = 5;
  private static final int MAX_NAME = 512;

  private RunFields() {}

  /// The name under which a tag is kept; its value is 1.
  public static String tag(String key) {
    return "tag:" + key;
  }

  static Map<String, FieldValue> of(Run run) {
    var fields = new LinkedHashMap<String, FieldValue>();
    fields.put(ID, FieldValue.of(run.path().run().text()));
    run.title().ifPresent(title -> fields.put(TITLE, FieldValue.of(title.text())));
    fields.put(CREATED_BY, FieldValue.of(run.createdBy().text()));
    fields.put(CREATED_AT, FieldValue.of((double) Timeline.toMicros(run.createdAt())));
    run.group().ifPresent(group -> fields.put(GROUP, FieldValue.of(group.text())));
    run.jobType().ifPresent(type -> fields.put(JOB_TYPE, FieldValue.of(type.text())));
    run.parent().ifPresent(parent -> fields.put(PARENT, FieldValue.of(parent.text())));
    run.exitCode().ifPresent(code -> fields.put(EXIT_CODE, FieldValue.of(code)));
    run.finishedAt()
        .ifPresent(end -> {
          fields.put(FINISHED_AT, FieldValue.of((double) Timeline.toMicros(end)));
          var millis = Duration.between(run.startedAt(), end).toMillis();
          fields.put(DURATION, FieldValue.of(millis / 1_000.0));
        });
    run.tags().forEach(tag -> fields.put(tag(tag.key()), FieldValue.of(1)));
    fields.putAll(section("config", run.config().members()));
    fields.putAll(section("summary", run.summary().members()));
    return fields;
  }

  /// The scalars below `outer`, as many as there may be.
  static Map<String, FieldValue> section(String outer, Map<?, ? extends @Nullable Object> members) {
    var fields = new LinkedHashMap<String, FieldValue>();
    collect(outer, members, 0, fields);
    return fields;
  }

  private static void collect(
      String outer,
      Map<?, ? extends @Nullable Object> members,
      int depth,
      Map<String, FieldValue> fields) {
    for (var member : members.entrySet()) {
      var name = outer + "." + member.getKey();
      if (fields.size() >= MAX_OF_SECTION) {
        return;
      }
      if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
        continue;
      }
      if (member.getValue() instanceof Map<?, ?> inner) {
        if (depth < MAX_DEPTH) {
          collect(name, inner, depth + 1, fields);
        }
      } else {
        FieldValue.ofJson(member.getValue()).ifPresent(value -> fields.putIfAbsent(name, value));
      }
    }
  }
}
