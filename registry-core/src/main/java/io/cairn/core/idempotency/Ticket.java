// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import io.cairn.core.access.UserId;
import java.time.Instant;

/// The right to carry out a request under a key; nobody else has it at the same time.
public record Ticket(UserId user, IdempotencyKey key, Instant startedAt) {}
