// SPDX-License-Identifier: Apache-2.0

/// Search over runs, by whatever they say: conditions, order by any value, pages. A page costs the
/// same however many runs there are. May use all nouns below; nobody uses it but faces. Read
/// `SearchRunsTest` first.
@NullMarked
package io.cairn.core.search;

import org.jspecify.annotations.NullMarked;
