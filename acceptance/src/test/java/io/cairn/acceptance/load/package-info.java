// SPDX-License-Identifier: Apache-2.0

/// Clients that are slow, greedy or cut off, and what they leave behind: nothing. Read
/// `HostileClientsTest` first.
@NullMarked
package io.cairn.acceptance.load;

import org.jspecify.annotations.NullMarked;
