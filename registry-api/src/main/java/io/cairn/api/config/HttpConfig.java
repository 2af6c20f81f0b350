// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How patient the server is with those who connect.
@ConfigMapping(prefix = "cairn.http")
public interface HttpConfig {
  /// Connections at most; more are closed at once. Default 2000; each needs a file handle.
  @WithDefault("2000")
  @Min(10)
  @Max(100_000)
  int maxConnections();

  /// Connections from one address at most. Default 100; loopback is not counted, since a proxy on
  /// the same machine stands for many. Raise it for a proxy on another machine.
  @WithDefault("100")
  @Min(1)
  @Max(100_000)
  int maxConnectionsPerAddress();

  /// How long the head of a request may take, from its first byte; and a new connection until it
  /// has one. Default 10 seconds (`10S`).
  @WithDefault("10S")
  Duration headTimeout();

  /// How long a body may say nothing while the server waits for it. Default 30 seconds (`30S`);
  /// longer for lines that break for longer.
  @WithDefault("30S")
  Duration bodySilence();

  /// After so long a wait for a body it must have come with `cairn.http.body-min-rate`. Default 50
  /// seconds (`50S`). What the server itself takes does not count.
  @WithDefault("50S")
  Duration bodyGrace();

  /// Bytes a second that a body must have on average. Default 1024; 0 allows any.
  @WithDefault("1024")
  @Min(0)
  long bodyMinRate();
}
