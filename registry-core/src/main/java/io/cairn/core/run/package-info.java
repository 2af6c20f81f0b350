// SPDX-License-Identifier: Apache-2.0

/// Runs: one execution each, with config, summary, environment, state, history, inputs and outputs.
/// May use lineage, project, access and the kernel packages, never artifact. Read `RunsTest` and
/// `HistoryTest` first.
@NullMarked
package io.cairn.core.run;

import org.jspecify.annotations.NullMarked;
