// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import java.util.regex.Pattern;

/// Words of the SDK, which takes any, as names and labels of Cairn: the same as where the SDK logs
/// over the net.
final class Words {
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern NOT_IN_LABELS = Pattern.compile("[/:@~%#?\\\\]");
  private static final Pattern HIDDEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

  private Words() {}

  static String name(String text) {
    return NOT_IN_NAMES.matcher(text).replaceAll("-").replaceFirst("^[^A-Za-z0-9]+", "");
  }

  static String label(String text) {
    return NOT_IN_LABELS.matcher(title(text)).replaceAll("-");
  }

  static String title(String text) {
    return HIDDEN.matcher(text).replaceAll(" ").strip();
  }
}
