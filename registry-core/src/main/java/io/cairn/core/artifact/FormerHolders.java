// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.fact.Reading;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// The versions that held an alias before, each once, the last one first; not its present holder.
/// Reads the history a hundred moves at a time, as far back as it is asked.
final class FormerHolders {
  private static final int BATCH = 100;

  private final Reading reading;
  private final CollectionId collection;
  private final Label alias;
  private final Optional<MembershipId> present;
  private final OptionalLong only;
  private final Set<MembershipId> seen = new HashSet<>();
  private final Deque<Move> ahead = new ArrayDeque<>();
  private long before = Long.MAX_VALUE;
  private boolean isOver;

  /// @param only the one index that is looked for, if it is one
  FormerHolders(
      Reading reading,
      CollectionId collection,
      Label alias,
      Optional<MembershipId> present,
      OptionalLong only) {
    this.reading = reading;
    this.collection = collection;
    this.alias = alias;
    this.present = present;
    this.only = only;
  }

  record Holder(MembershipId id, long index, boolean isDeleted, Optional<Recall> recall) {
    boolean isUsable() {
      return !isDeleted && recall.isEmpty();
    }
  }

  private record Move(long seq, Holder from) {}

  Optional<Holder> next() {
    while (true) {
      while (!ahead.isEmpty()) {
        var holder = ahead.remove().from();
        if (seen.add(holder.id())) {
          return Optional.of(holder);
        }
      }
      if (isOver) {
        return Optional.empty();
      }
      fetch();
    }
  }

  /// Index: alias_move_by_alias.
  private void fetch() {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select h.seq, m.id, m.version_index, m.deleted_at,
                       coalesce(kh.reason, k.reason) as reason,
                       coalesce(kh.recalled_at, k.recalled_at) as recalled_at, u.name as recalled_by
                from alias_move h
                join membership m on m.id = h.from_membership_id
                join version v on v.id = m.version_id
                left join recall k on k.membership_id = m.id
                left join recall kh on m.is_link and kh.membership_id = v.home_id
                left join app_user u on u.id = coalesce(kh.recalled_by, k.recalled_by)
                where h.collection_id = :collection and h.alias_key = :alias and h.seq < :before
                  and m.id <> :present and (:only < 0 or m.version_index = :only)
                order by h.seq desc limit :n
                """)
            .bind("collection", collection.value())
            .bind("alias", alias.key())
            .bind("before", before)
            .bind("present", present.map(MembershipId::value).orElse(new UUID(0, 0)))
            .bind("only", only.orElse(-1))
            .bind("n", BATCH);
    var moves = query.map((RowViewMapper<Move>) FormerHolders::move).list();
    ahead.addAll(moves);
    isOver = moves.size() < BATCH;
    if (!moves.isEmpty()) {
      before = moves.getLast().seq();
    }
  }

  private static Move move(RowView row) {
    var recall =
        Optional.ofNullable(row.getColumn("reason", String.class))
            .map(reason ->
                new Recall(
                    reason,
                    row.getColumn("recalled_at", Instant.class),
                    new Name(row.getColumn("recalled_by", String.class))));
    return new Move(
        row.getColumn("seq", Long.class),
        new Holder(
            new MembershipId(row.getColumn("id", UUID.class)),
            row.getColumn("version_index", Long.class),
            row.getColumn("deleted_at", Instant.class) != null,
            recall));
  }
}
