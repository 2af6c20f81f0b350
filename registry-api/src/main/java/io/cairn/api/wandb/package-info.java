// SPDX-License-Identifier: Apache-2.0
/// What the unmodified wandb SDK talks to: GraphQL, the stream of a run, files by signed URLs.
/// Translates into use cases and holds no rule. Read `docs/wandb.md` and `WandbRunsIT` first.
@NullMarked
package io.cairn.api.wandb;

import org.jspecify.annotations.NullMarked;
