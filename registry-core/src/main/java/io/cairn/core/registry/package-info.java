// SPDX-License-Identifier: Apache-2.0

/// The policy of registries: which aliases are protected, and who may touch them. Implements the
/// guard that `core.artifact` asks; read `AliasGuardTest` first.
@NullMarked
package io.cairn.core.registry;

import org.jspecify.annotations.NullMarked;
