// SPDX-License-Identifier: Apache-2.0

/// Runs that the wandb SDK wrote down without a server, read without it. Begin at [ImportRun].
@NullMarked
package io.cairn.client.offline;

import org.jspecify.annotations.NullMarked;
