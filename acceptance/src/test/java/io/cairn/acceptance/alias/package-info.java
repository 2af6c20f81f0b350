// SPDX-License-Identifier: Apache-2.0

/// Moves of an alias from many clients are linearizable, also while the server is killed. Read
/// `AliasHistoryTest` first, then `LinearizableAliasTest`.
@NullMarked
package io.cairn.acceptance.alias;

import org.jspecify.annotations.NullMarked;
