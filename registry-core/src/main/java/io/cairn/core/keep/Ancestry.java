// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// What protected aliases pointed at since an instant, and all that it was made of, however far
/// back. Cycles are legal: each node is visited once. Some 100 bytes a node in memory.
final class Ancestry {
  private static final int MAX_NODES = 1_000_000;
  private static final int BATCH = 500;

  /// What a node led to; itself for one that an alias pointed at.
  private final Map<UUID, UUID> next;

  private final Map<UUID, String> aliases;
  private final long moves;

  private Ancestry(Map<UUID, UUID> next, Map<UUID, String> aliases, long moves) {
    this.next = next;
    this.aliases = aliases;
    this.moves = moves;
  }

  private record Root(UUID version, String alias) {}

  private record Up(UUID from, UUID to) {}

  /// @param since empty for nothing at all
  /// @throws Failure.Conflict `keep.ancestors` if they are too many to be known
  static Ancestry since(Reading reading, Optional<Instant> since) {
    var next = new HashMap<UUID, UUID>();
    var aliases = new HashMap<UUID, String>();
    var moves = moves(reading);
    if (since.isPresent()) {
      for (var root : roots(reading, since.get())) {
        next.put(root.version(), root.version());
        aliases.putIfAbsent(root.version(), root.alias());
      }
      var front = List.copyOf(next.keySet());
      while (!front.isEmpty()) {
        front = step(reading, front, next);
      }
    }
    return new Ancestry(next, aliases, moves);
  }

  /// Index: lineage_edge_up.
  private static List<UUID> step(Reading reading, List<UUID> front, Map<UUID, UUID> next) {
    var found = new LinkedHashSet<UUID>();
    for (var from = 0; from < front.size(); from += BATCH) {
      var part = front.subList(from, Math.min(front.size(), from + BATCH));
      reading
          .handle()
          .createQuery("select from_id, to_id from lineage_edge where to_id in (<ids>)")
          .bindList("ids", part)
          .map(
              (RowViewMapper<Up>)
                  row ->
                      new Up(
                          row.getColumn("from_id", UUID.class), row.getColumn("to_id", UUID.class)))
          .forEach(up -> {
            if (next.putIfAbsent(up.from(), up.to()) == null) {
              found.add(up.from());
            }
            if (next.size() > MAX_NODES) {
              throw new Failure.Conflict(
                  "keep.ancestors",
                  "protected aliases have more than a million ancestors; take fewer ancestorDays");
            }
          });
    }
    return List.copyOf(found);
  }

  /// What an alias left before `since`, it did not point at since. Index: alias_move_by_alias.
  private static List<Root> roots(Reading reading, Instant since) {
    return reading
        .handle()
        .createQuery(
            """
            select m.version_id, n.name || '/' || c.name || ':v' || m.version_index as place,
                   h.spelling
            from protected_alias pa
            join namespace n on n.id = pa.namespace_id and n.deleted_at is null
            join collection c on c.namespace_id = pa.namespace_id and c.deleted_at is null
            join alias_move h on h.collection_id = c.id and h.alias_key = pa.alias_key
            join membership m on m.id = h.to_membership_id
            where not exists
              (select 1 from alias_move l
               where l.collection_id = h.collection_id and l.alias_key = h.alias_key
                 and l.seq > h.seq and l.moved_at < :since)
            order by h.seq desc
            """)
        .bind("since", since)
        .map(
            (RowViewMapper<Root>)
                row ->
                    new Root(
                        row.getColumn("version_id", UUID.class),
                        row.getColumn("place", String.class)
                            + " ("
                            + row.getColumn("spelling", String.class)
                            + ")"))
        .list();
  }

  /// Moves of protected aliases until now.
  private static long moves(Reading reading) {
    return reading
        .handle()
        .createQuery(
            """
            select count(*) from protected_alias pa
            join collection c on c.namespace_id = pa.namespace_id
            join alias_move h on h.collection_id = c.id and h.alias_key = pa.alias_key
            """)
        .mapTo(Long.class)
        .one();
  }

  /// Whether no protected alias moved since this was known.
  boolean isStillTrue(Reading reading) {
    return moves == moves(reading);
  }

  boolean holds(UUID version) {
    return next.containsKey(version);
  }

  /// From the version to what the alias pointed at.
  List<UUID> chain(UUID version) {
    var chain = new ArrayList<UUID>();
    Set<UUID> seen = new LinkedHashSet<>();
    for (Optional<UUID> at = Optional.of(version);
        at.isPresent() && seen.add(at.get());
        at = Optional.ofNullable(next.get(at.get()))) {
      chain.add(at.get());
    }
    return chain;
  }

  /// What pointed at the end of a chain, as `models/digits:v3 (production)`.
  Optional<String> alias(UUID version) {
    return Optional.ofNullable(aliases.get(version));
  }
}
