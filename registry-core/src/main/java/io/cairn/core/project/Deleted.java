// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import java.time.Instant;

/// Something that was deleted, and till when it can be brought back; that may be over.
public record Deleted<T>(T what, Instant deletedAt, Instant restorableUntil) {}
