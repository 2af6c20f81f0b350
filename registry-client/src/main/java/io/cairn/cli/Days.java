// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Long times as people write them: `30d`, `12h`, `2w`.
final class Days {
  private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,5}) ?([hdw])");

  private Days() {}

  /// @throws CairnException of kind USAGE, naming the option
  static Duration parse(String option, String text) {
    var found = GRAMMAR.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      throw CairnException.usage(option + " must be hours, days or weeks, such as 12h, 30d or 2w");
    }
    var count = Long.parseLong(found.group(1));
    return switch (found.group(2)) {
      case "h" -> Duration.ofHours(count);
      case "w" -> Duration.ofDays(7 * count);
      default -> Duration.ofDays(count);
    };
  }
}
