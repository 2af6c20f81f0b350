// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.time.Duration;

/// What the server may open.
///
/// @param allowed addresses and hosts that are open although they are not public
/// @param isPlainAllowed whether `http://` is opened too
/// @param atOnce most that are open at a time
/// @param connect how long a connection may take
/// @param total how long all of one question may take, with its redirects
public record OutboundSettings(
    AllowList allowed, boolean isPlainAllowed, int atOnce, Duration connect, Duration total) {
  public static OutboundSettings of(AllowList allowed, boolean isPlainAllowed, int atOnce) {
    return new OutboundSettings(
        allowed, isPlainAllowed, atOnce, Duration.ofSeconds(5), Duration.ofSeconds(30));
  }
}
