// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.name.Title;
import io.cairn.core.run.RunEdit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What to say of a run; missing members stay as they are.
@Schema(
    name = "RunEdit",
    description =
        "What to say of a run. Missing members stay as they are; config, summary and environment"
            + " are merged by their top-level keys; tags take the place of the old.",
    examples = "{\"summary\":{\"accuracy\":0.97},\"notes\":\"better than the baseline\"}")
record RunEditBody(
    @Nullable String title,
    @Nullable Map<String, @Nullable Object> config,
    @Nullable Map<String, @Nullable Object> summary,
    @Nullable Map<String, @Nullable Object> environment,
    @Nullable String group,
    @Nullable String jobType,
    @Nullable List<@Nullable String> tags,
    @Nullable String notes) {
  RunEdit toEdit() {
    return new RunEdit(
        Optional.ofNullable(title).map(text -> Title.of("title", text)),
        Optional.ofNullable(notes),
        Optional.ofNullable(group).map(text -> Title.of("group", text)),
        Optional.ofNullable(jobType).map(text -> Title.of("jobType", text)),
        Given.labels("tags", tags),
        Given.json("config", config),
        Given.json("summary", summary),
        Given.json("environment", environment));
  }
}
