// SPDX-License-Identifier: Apache-2.0

/// Versions under construction: what a draft still lacks, the bytes and the manifest sent into it,
/// and the commit. May use artifact and what lies below it. Read `CommitDraftTest` first.
@NullMarked
package io.cairn.core.draft;

import org.jspecify.annotations.NullMarked;
