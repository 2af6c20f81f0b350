// SPDX-License-Identifier: Apache-2.0

/// By which keys and values things are found: rows of a side table, written by the nouns that own
/// the things, and the search over them. Knows ids, and nothing of what they stand for.
@NullMarked
package io.cairn.core.attribute;

import org.jspecify.annotations.NullMarked;
