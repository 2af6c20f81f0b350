// SPDX-License-Identifier: Apache-2.0

/// The built server as a process that tests may start, change and kill, and a small client of it.
@NullMarked
package io.cairn.acceptance.server;

import org.jspecify.annotations.NullMarked;
