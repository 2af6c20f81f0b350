// SPDX-License-Identifier: Apache-2.0
/// Runs: begin and edit, the stream of records, what readers ask, files.
@NullMarked
package io.cairn.api.wandb.run;

import org.jspecify.annotations.NullMarked;
