// SPDX-License-Identifier: Apache-2.0

/// What can go wrong, in few kinds that every face must answer. Knows nothing of the domain.
@NullMarked
package io.cairn.core.failure;

import org.jspecify.annotations.NullMarked;
