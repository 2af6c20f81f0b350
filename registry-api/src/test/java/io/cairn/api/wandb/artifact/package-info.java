// SPDX-License-Identifier: Apache-2.0
/// Tests of how the wandb SDK's artifacts become versions.
@NullUnmarked
package io.cairn.api.wandb.artifact;

import org.jspecify.annotations.NullUnmarked;
