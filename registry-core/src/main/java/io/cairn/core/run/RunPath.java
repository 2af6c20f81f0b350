// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;

/// Where a run is: `team/project/runs/run`.
public record RunPath(Name team, Name project, Name run) {
  /// The path out of the names in a route.
  ///
  /// @throws Failure.Invalid naming `team`, `project` or `run`
  public static RunPath of(String team, String project, String run) {
    return new RunPath(Name.of("team", team), Name.of("project", project), Name.of("run", run));
  }

  /// @throws Failure.Invalid naming `field` if the text is not `team/project/runs/run`
  public static RunPath parse(String field, String text) {
    var parts = text.split("/", -1);
    if (parts.length != 4 || !parts[2].equals("runs")) {
      throw new Failure.Invalid(
          field, "run.path", field + " must be the path of a run: team/project/runs/run");
    }
    return new RunPath(
        Name.of(field, parts[0]), Name.of(field, parts[1]), Name.of(field, parts[3]));
  }

  /// A run of this project named by `text`: its name alone, or its whole path.
  ///
  /// @throws Failure.Invalid naming `field` if the text is neither, or of another project
  public static RunPath in(Name team, Name project, String field, String text) {
    if (text.indexOf('/') < 0) {
      return new RunPath(team, project, Name.of(field, text));
    }
    var path = parse(field, text);
    if (!path.team().key().equals(team.key()) || !path.project().key().equals(project.key())) {
      throw new Failure.Invalid(field, "run.project", field + " must be a run of the same project");
    }
    return path;
  }

  @Override
  public String toString() {
    return team + "/" + project + "/runs/" + run;
  }
}
