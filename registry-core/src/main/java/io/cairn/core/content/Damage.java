// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.time.Instant;

/// A blob that nobody gets until its bytes are sent again.
public record Damage(Digest digest, long sizeBytes, DamageKind kind, Instant foundAt) {}
