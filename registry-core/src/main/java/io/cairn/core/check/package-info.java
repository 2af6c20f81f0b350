// SPDX-License-Identifier: Apache-2.0
/// Checks of single versions in the background: whether references still lead to what was recorded,
/// and whether bytes are whole. May use jobs, versions and content. Read `CheckReferencesTest`
/// first.
@NullMarked
package io.cairn.core.check;

import org.jspecify.annotations.NullMarked;
