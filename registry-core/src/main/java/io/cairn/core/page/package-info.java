// SPDX-License-Identifier: Apache-2.0

/// Pages of lists, cut by key and never by offset. Knows nothing of what is listed.
@NullMarked
package io.cairn.core.page;

import org.jspecify.annotations.NullMarked;
