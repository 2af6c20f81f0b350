// SPDX-License-Identifier: Apache-2.0

/// Projects of a team, which hold its runs and collections, and the names that renames gave up. May
/// use access and the kernel packages; read `ProjectTest` first.
@NullMarked
package io.cairn.core.project;

import org.jspecify.annotations.NullMarked;
