// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Runs inside the server, where tests plant it. Once armed, the point that the system property
/// `killpoint.name` names kills the process by SIGKILL when it is passed for the time
/// `killpoint.count`, and the thread that passes it goes no further.
public final class KillPoint {
  private static final String NAME = System.getProperty("killpoint.name", "");
  private static final Path ARMED = Path.of(System.getProperty("killpoint.armed", ""));
  private static final AtomicInteger LEFT =
      new AtomicInteger(Integer.getInteger("killpoint.count", 1));

  private KillPoint() {}

  /// Passes the point of that name.
  public static void at(String name) {
    if (name.equals(NAME) && Files.exists(ARMED) && LEFT.decrementAndGet() == 0) {
      kill();
    }
  }

  /// Passes the point once `value` is there.
  public static <T> T with(String name, T value) {
    at(name);
    return value;
  }

  private static void kill() {
    try {
      Files.writeString(ARMED.resolveSibling("passed"), NAME);
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (true) {
      LockSupport.park();
    }
  }
}
