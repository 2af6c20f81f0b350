// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.Locale;

/// Numbers as people read them.
final class Units {
  private static final String[] NAMES = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Units() {}

  /// Decimal units, three digits at most: `999 B`, `1.2 kB`, `18.4 MB`, `512 GB`.
  static String bytes(long count) {
    var value = (double) count;
    var unit = 0;
    while (value >= 999.5 && unit < NAMES.length - 1) {
      value /= 1_000;
      unit++;
    }
    var pattern = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, pattern, value, NAMES[unit]);
  }

  /// With thousands apart: `1,234,567`.
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// `1 file`, `6 files`.
  static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// `0:07`, `12:05`, `3:00:41`.
  static String duration(long seconds) {
    return seconds < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }
}
