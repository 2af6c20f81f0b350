// SPDX-License-Identifier: Apache-2.0

/// Copies of an installation that can take its place: the facts of one instant, and the list of all
/// bytes that they may count on, which are held fast meanwhile. Read `BackupTest` first.
@NullMarked
package io.cairn.core.backup;

import org.jspecify.annotations.NullMarked;
