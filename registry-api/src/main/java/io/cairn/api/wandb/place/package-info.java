// SPDX-License-Identifier: Apache-2.0
/// The names of the SDK in terms of ours: entity and project, registries, slugs and titles, opaque
/// ids. Read `SlugTest` first.
@NullMarked
package io.cairn.api.wandb.place;

import org.jspecify.annotations.NullMarked;
