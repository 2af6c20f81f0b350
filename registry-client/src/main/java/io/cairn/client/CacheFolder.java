// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The folder of one user in which this client keeps things between two calls.
///
/// @param folder made when it is needed
/// @param limitBytes most bytes of pulled files that are kept; 0: none
/// @param isLinking whether pulled files are hard links to the kept ones, and read-only
public record CacheFolder(Path folder, long limitBytes, boolean isLinking) {
  private static final long LARGEST_DEFAULT_BYTES = 20L << 30;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*([KMGT]?)(i?B)?");

  /// As the environment says: `CAIRN_CACHE_DIR`, else `cairn` below `XDG_CACHE_HOME` or `~/.cache`;
  /// `CAIRN_CACHE_LIMIT` such as `5G`, `0` for none; `CAIRN_CACHE_LINKS=1`. Empty if there is no
  /// home either.
  public static Optional<CacheFolder> of(Map<String, String> environment) {
    return folder(environment)
        .map(folder -> {
          var limit = set(environment, "CAIRN_CACHE_LIMIT").map(CacheFolder::size);
          var isLinking = set(environment, "CAIRN_CACHE_LINKS").filter("1"::equals).isPresent();
          return new CacheFolder(folder, limit.orElseGet(() -> defaultLimit(folder)), isLinking);
        });
  }

  private static Optional<Path> folder(Map<String, String> environment) {
    return set(environment, "CAIRN_CACHE_DIR")
        .map(Path::of)
        .or(() -> set(environment, "XDG_CACHE_HOME").map(base -> Path.of(base, "cairn")))
        .or(() -> set(environment, "HOME").map(home -> Path.of(home, ".cache", "cairn")));
  }

  /// 20 GiB or a tenth of the disk, whichever is less.
  private static long defaultLimit(Path folder) {
    return diskBytes(folder).stream()
        .map(bytes -> Math.min(LARGEST_DEFAULT_BYTES, bytes / 10))
        .findFirst()
        .orElse(0);
  }

  private static OptionalLong diskBytes(Path folder) {
    for (var there = folder.toAbsolutePath(); there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        try {
          return OptionalLong.of(Files.getFileStore(there).getTotalSpace());
        } catch (IOException e) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  private static long size(String text) {
    var found = SIZE.matcher(text.toUpperCase(Locale.ROOT).replace("IB", "iB"));
    if (!found.matches()) {
      throw CairnException.of(
          Kind.USAGE,
          "cache.limit",
          "CAIRN_CACHE_LIMIT is '" + text + "'; write bytes, or for example 500M or 20G");
    }
    var shift =
        switch (found.group(2)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          case "T" -> 40;
          default -> 0;
        };
    return Long.parseLong(found.group(1)) << shift;
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }
}
