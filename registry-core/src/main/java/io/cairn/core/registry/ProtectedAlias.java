// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.name.Label;
import java.time.Instant;

/// An alias name that only the admins of its registry, and installation admins, may add, move or
/// remove in any model there, in whatever case it is spelt.
public record ProtectedAlias(Label alias, Instant protectedAt) {}
