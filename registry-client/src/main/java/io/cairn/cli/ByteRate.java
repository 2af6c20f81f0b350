// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Bytes in a second as people write them: `50MB`, `1.5 GB`, `800000`, `0`.
final class ByteRate {
  private static final Pattern GRAMMAR =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?) ?([kmgt]?b)?");
  private static final List<String> UNITS = List.of("b", "kb", "mb", "gb", "tb");

  private ByteRate() {}

  /// @throws CairnException of kind USAGE, naming the option
  static long parse(String option, String text) {
    var found = GRAMMAR.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      throw CairnException.usage(
          option + " must be bytes in a second, such as 50MB, or 0 for no bound");
    }
    var unit = found.group(2) == null ? 0 : UNITS.indexOf(found.group(2));
    return new BigDecimal(found.group(1)).scaleByPowerOfTen(3 * unit).longValue();
  }
}
