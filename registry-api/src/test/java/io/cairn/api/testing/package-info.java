// SPDX-License-Identifier: Apache-2.0

/// A running server for tests, and a small client that shows raw answers.
@NullMarked
package io.cairn.api.testing;

import org.jspecify.annotations.NullMarked;
