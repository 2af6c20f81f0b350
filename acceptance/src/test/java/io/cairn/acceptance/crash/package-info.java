// SPDX-License-Identifier: Apache-2.0

/// The server is killed, and its disk fails, while clients write, and what it had acknowledged is
/// compared with what it has after the restart. Read `KillTest` first, then `DiskFaultTest`.
@NullMarked
package io.cairn.acceptance.crash;

import org.jspecify.annotations.NullMarked;
