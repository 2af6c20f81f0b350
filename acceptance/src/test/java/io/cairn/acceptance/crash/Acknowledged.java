// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the server said yes to, kept by the client. Thread safe.
final class Acknowledged {
  // Version digest to the seed of its content.
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private final Map<String, Alias> aliases = new TreeMap<>();
  private long newVersions;
  private long count;

  /// Where an alias stands as far as its only writer knows: what was acknowledged last, and what
  /// was asked for since without an answer.
  record Alias(String acknowledged, Set<String> unknown) {}

  synchronized void version(String digest, long seed) {
    versions.put(digest, seed);
    newVersions++;
    count++;
  }

  /// Before the request that moves it.
  synchronized void attempt(String alias, String digest) {
    var known = aliases.get(alias);
    var unknown = new TreeSet<>(known == null ? Set.of() : known.unknown());
    unknown.add(digest);
    aliases.put(alias, new Alias(known == null ? "" : known.acknowledged(), unknown));
  }

  /// After the answer.
  synchronized void moved(String alias, String digest) {
    aliases.put(alias, new Alias(digest, Set.of()));
    count++;
  }

  /// How many answers there were.
  synchronized long count() {
    return count;
  }

  /// After a restart, when it was seen where it stands.
  synchronized void settled(String alias, String digest) {
    moved(alias, digest);
  }

  synchronized Map<String, Long> versions() {
    return Map.copyOf(versions);
  }

  /// The versions since this was asked last.
  synchronized List<Map.Entry<String, Long>> takeNewVersions() {
    var all = List.copyOf(versions.entrySet());
    var fresh = all.subList((int) Math.max(0, all.size() - newVersions), all.size());
    newVersions = 0;
    return List.copyOf(fresh);
  }

  synchronized Map<String, Alias> aliases() {
    return Map.copyOf(aliases);
  }
}
