// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.job.JobTurn;
import io.cairn.core.job.Tally;
import io.cairn.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// How far one turn at the check of a version is: the path it came to, and how many of each kind
/// were found. For one thread.
final class CheckedVersion {
  static final String VERSION = "version";
  static final String MANIFEST = "manifest";
  static final String TOTAL = "total";
  static final String BYTES = "bytes";

  /// Of one check. More are counted, and not named.
  static final int MAX_FINDINGS = 10_000;

  private static final String SAME = "same";

  private final Facts facts;
  private final JobTurn turn;
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private String place;
  private Tally tally;

  CheckedVersion(Facts facts, JobTurn turn) {
    this.facts = facts;
    this.turn = turn;
    this.place = turn.job().place();
    var tally = turn.job().tally();
    this.tally = tally.of(option(TOTAL), option(BYTES));
    counts.put(SAME, 0L);
    turn.job()
        .report()
        .members()
        .forEach((kind, count) -> counts.put(kind, count instanceof Long known ? known : 0L));
  }

  Digest manifest() {
    return Digest.parse(String.valueOf(turn.job().options().members().get(MANIFEST)));
  }

  /// Of the last entry that is done; `""` at the beginning.
  String place() {
    return place;
  }

  /// Entries up to `last` are done.
  ///
  /// @param findings of those that are not as they should be
  /// @return false to break off
  boolean done(String last, long count, long bytes, List<Finding> findings) {
    place = last;
    tally = tally.plus(count, bytes);
    var named = counts.entrySet().stream().filter(e -> !e.getKey().equals(SAME));
    var room = MAX_FINDINGS - named.mapToLong(e -> e.getValue()).sum();
    counts.merge(SAME, count - findings.size(), Long::sum);
    findings.forEach(finding -> counts.merge(finding.kind().text(), 1L, Long::sum));
    if (!findings.isEmpty() && room > 0) {
      var kept = new ArrayList<>(findings).subList(0, (int) Math.min(room, findings.size()));
      facts.write(tx -> {
        turn.require(tx);
        FindingRows.insert(tx, turn.job().id(), kept);
        return kept;
      });
      return save();
    }
    return turn.saveNowAndThen(place, tally, report());
  }

  /// @param more bytes of what is not done yet
  boolean alive(long more) {
    return turn.saveNowAndThen(place, tally.plus(0, more), report());
  }

  boolean save() {
    return turn.save(place, tally, report());
  }

  private JsonObject report() {
    return JsonObject.of("report", counts);
  }

  private long option(String name) {
    return turn.job().options().members().get(name) instanceof Long number ? number : 0;
  }
}
