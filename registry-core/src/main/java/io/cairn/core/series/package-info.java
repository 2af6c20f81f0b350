// SPDX-License-Identifier: Apache-2.0

/// Many points of a line made few, so that it can be drawn. Pure computation that knows nothing of
/// runs. Read `SamplerTest` first.
@NullMarked
package io.cairn.core.series;

import org.jspecify.annotations.NullMarked;
