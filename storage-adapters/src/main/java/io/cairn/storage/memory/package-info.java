// SPDX-License-Identifier: Apache-2.0

/// Blobs in memory: a real store for tests and trials, gone when the process ends.
@NullMarked
package io.cairn.storage.memory;

import org.jspecify.annotations.NullMarked;
