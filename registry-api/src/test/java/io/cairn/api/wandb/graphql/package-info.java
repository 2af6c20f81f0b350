// SPDX-License-Identifier: Apache-2.0
/// Tests of the face that the wandb SDK talks to.
@NullUnmarked
package io.cairn.api.wandb.graphql;

import org.jspecify.annotations.NullUnmarked;
