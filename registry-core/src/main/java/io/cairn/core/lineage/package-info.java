// SPDX-License-Identifier: Apache-2.0

/// The graph of runs and versions: edges between ids, and bounded walks over them. Knows neither
/// runs nor versions, so both write edges in their own transactions. Read `WalkLineageTest` first.
@NullMarked
package io.cairn.core.lineage;

import org.jspecify.annotations.NullMarked;
