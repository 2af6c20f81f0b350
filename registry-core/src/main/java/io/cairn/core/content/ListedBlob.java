// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.time.Instant;

/// A blob as a store lists it. `storedAt` is the store's own clock: an age, not an order.
public record ListedBlob(Digest digest, long sizeBytes, Instant storedAt) {}
