// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How a run ended.
@Schema(
    name = "RunEnd",
    description = "How a run ended.",
    examples = "{\"state\":\"finished\",\"exitCode\":0}")
record FinishBody(
    @Schema(description = "finished or failed.") @Nullable String state,
    @Nullable Integer exitCode) {}
