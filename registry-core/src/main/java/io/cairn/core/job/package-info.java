// SPDX-License-Identifier: Apache-2.0

/// Work in the background that takes long: one server at a time does it, it goes on where a stop or
/// a kill broke it off, and anybody can see how far it is. Knows nothing of what the work is. Read
/// `JobsTest` first.
@NullMarked
package io.cairn.core.job;

import org.jspecify.annotations.NullMarked;
