// SPDX-License-Identifier: Apache-2.0

/// Names, aliases, titles, paths and references: the grammar that every face shares. Knows nothing.
/// Read `NameTest` and `ReferenceTest` first.
@NullMarked
package io.cairn.core.name;

import org.jspecify.annotations.NullMarked;
