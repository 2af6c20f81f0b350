// SPDX-License-Identifier: Apache-2.0

/// The unmodified wandb SDK against a server of its own. Read `WandbSdkTest` first.
@NullMarked
package io.cairn.acceptance.wandb;

import org.jspecify.annotations.NullMarked;
