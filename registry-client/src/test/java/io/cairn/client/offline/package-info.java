// SPDX-License-Identifier: Apache-2.0

/// Tests of reading runs that were written down offline.
@NullMarked
package io.cairn.client.offline;

import org.jspecify.annotations.NullMarked;
