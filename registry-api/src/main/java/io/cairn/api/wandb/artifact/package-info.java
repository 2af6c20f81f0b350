// SPDX-License-Identifier: Apache-2.0
/// Artifacts: drafts and commits, versions, collections, aliases, links, registries.
@NullMarked
package io.cairn.api.wandb.artifact;

import org.jspecify.annotations.NullMarked;
