// SPDX-License-Identifier: Apache-2.0

/// Starts that must be refused, with a text that tells the operator what to do. Read
/// `RefusedStartTest` first.
@NullMarked
package io.cairn.acceptance.start;

import org.jspecify.annotations.NullMarked;
