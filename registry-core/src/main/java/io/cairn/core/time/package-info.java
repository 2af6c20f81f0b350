// SPDX-License-Identifier: Apache-2.0

/// Time and identity: the only place that reads the clock or draws random numbers.
@NullMarked
package io.cairn.core.time;

import org.jspecify.annotations.NullMarked;
