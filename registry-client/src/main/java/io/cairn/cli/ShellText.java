// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Words as a POSIX shell reads them back.
final class ShellText {
  private ShellText() {}

  static String of(List<String> words) {
    return words.stream().map(ShellText::of).collect(Collectors.joining(" "));
  }

  static String of(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
