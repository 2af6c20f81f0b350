// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

/// Whether somebody's keyboard speaks to this process.
final class Terminals {
  private Terminals() {}

  /// True if this process is of the terminal's foreground group: what the keyboard sends to it, its
  /// children get too.
  static boolean isForeground() {
    var stat = HostFacts.lines("/proc/self/stat");
    if (stat.isEmpty()) {
      var console = System.console();
      return console != null && console.isTerminal();
    }
    // pid (name) state ppid pgrp session tty tpgid; the name may have blanks and brackets.
    var line = stat.getFirst();
    var cells = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return !cells[4].equals("0") && cells[2].equals(cells[5]);
  }
}
