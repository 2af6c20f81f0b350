// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.time.Duration;

/// How many may connect, and how slow they may be (security rule L1).
///
/// @param perAddress of one address that is not loopback
/// @param minBytesPerSecond of a body, after `bodyGrace`
public record ConnectionRules(
    int connections,
    int perAddress,
    Duration head,
    Duration bodySilence,
    Duration bodyGrace,
    long minBytesPerSecond) {}
