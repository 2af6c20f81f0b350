// SPDX-License-Identifier: Apache-2.0

/// What a file, a version or a run has touched: who holds it, what was made of that, and which
/// aliases ever bore any of it. Joins content, versions and lineage, and changes none of them. Read
/// `TraceFileTest` first.
@NullMarked
package io.cairn.core.trace;

import org.jspecify.annotations.NullMarked;
