// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.name.Name;
import io.cairn.core.run.NewRun;
import io.cairn.core.run.Resume;
import io.cairn.core.run.RunPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A run to begin or to go on with.
@Schema(
    name = "NewRun",
    description = "A run to begin, or to go on with.",
    examples =
        """
        {"id":"baseline-1","title":"Baseline","config":{"lr":0.1,"epochs":6},"group":"digits",
         "jobType":"training","tags":["baseline"],"resume":"never"}\
        """)
record NewRunBody(
    @Schema(
            description =
                "The caller's name for it, unique in the project for ever; made up if"
                    + " missing.")
        @Nullable String id,
    @Nullable String title,
    @Nullable Map<String, @Nullable Object> config,
    @Nullable Map<String, @Nullable Object> summary,
    @Nullable Map<String, @Nullable Object> environment,
    @Nullable String group,
    @Nullable String jobType,
    @Nullable List<@Nullable String> tags,
    @Nullable String notes,
    @Schema(description = "The name or path of a run of the same project.") @Nullable String parent,
    @Schema(
            description =
                "If the id is taken: `never` refuses (default), `allow` goes on with that"
                    + " run, `must` also refuses to begin a new one.")
        @Nullable String resume) {
  NewRun toCommand(Name team, Name project) {
    var said =
        new RunEditBody(title, config, summary, environment, group, jobType, tags, notes).toEdit();
    return new NewRun(
        Optional.ofNullable(id).map(text -> Name.of("id", text)),
        Optional.ofNullable(resume).map(Resume::of).orElse(Resume.NEVER),
        Optional.ofNullable(parent).map(text -> RunPath.in(team, project, "parent", text).run()),
        said);
  }
}
