// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.fact.Reading;
import io.cairn.core.name.Label;
import io.cairn.core.name.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.result.RowView;

/// Puts aliases and tags onto versions: one question for a whole page.
final class Labels {
  private static final Comparator<Label> LATEST_FIRST =
      Comparator.comparing((Label label) -> !label.key().equals(Selector.LATEST.key()))
          .thenComparing(Label::key);

  private final Map<UUID, List<Label>> aliases = new HashMap<>();
  private final Map<UUID, List<Label>> tags = new HashMap<>();

  private Labels() {}

  /// Indexes: alias_by_membership, primary key of tag.
  static List<VersionView> onto(Reading reading, List<VersionView> versions) {
    if (versions.isEmpty()) {
      return versions;
    }
    var labels = new Labels();
    reading
        .handle()
        .createQuery(
            """
            select membership_id as id, spelling, 1 as is_alias
            from alias where membership_id in (<ids>)
            union all
            select subject_id as id, spelling, 0 as is_alias from tag where subject_id in (<ids>)
            """)
        .bindList("ids", versions.stream().map(version -> version.id().value()).toList())
        .reduceRows(labels, Labels::add);
    return versions.stream().map(labels::onto).toList();
  }

  private static Labels add(Labels labels, RowView row) {
    var kind = row.getColumn("is_alias", Integer.class) == 1 ? labels.aliases : labels.tags;
    kind.computeIfAbsent(row.getColumn("id", UUID.class), _ -> new ArrayList<>())
        .add(new Label(row.getColumn("spelling", String.class)));
    return labels;
  }

  private VersionView onto(VersionView version) {
    return version.withLabels(
        sorted(aliases, version.id().value()), sorted(tags, version.id().value()));
  }

  private static List<Label> sorted(Map<UUID, List<Label>> labels, UUID subject) {
    return labels.getOrDefault(subject, List.of()).stream().sorted(LATEST_FIRST).toList();
  }
}
