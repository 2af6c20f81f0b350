// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The name by which a client writes runs: host, process and something of its own, so that a person
/// finds the process; or what `CAIRN_RUN_WRITER` says.
final class WriterName {
  private static final int MAX_HOST = 64;

  private WriterName() {}

  static String choose(Map<String, String> environment) {
    var given = environment.getOrDefault("CAIRN_RUN_WRITER", "");
    if (given.matches("[!-~]{1,128}")) {
      return given;
    }
    var own = UUID.randomUUID().toString().substring(0, 8);
    return host(environment) + "/" + ProcessHandle.current().pid() + "/" + own;
  }

  private static String host(Map<String, String> environment) {
    var name =
        kernelName()
            .or(() -> Optional.ofNullable(environment.get("HOSTNAME")))
            .or(() -> Optional.ofNullable(environment.get("COMPUTERNAME")))
            .orElse("host")
            .strip()
            .replaceAll("[^A-Za-z0-9._-]", "-");
    return name.substring(0, Math.min(name.length(), MAX_HOST));
  }

  private static Optional<String> kernelName() {
    try {
      return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname")));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
