// SPDX-License-Identifier: Apache-2.0

/// The law of the ports that adapters implement, as tests that every store passes, and decorators
/// with faults. A store's own test is a subclass that says how to open it.
@NullMarked
package io.cairn.storage.contract;

import org.jspecify.annotations.NullMarked;
