// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;

/// Where a run is: `team/project/runs/run`.
public record RunPath(Name team, Name project, Name run) {
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

  @Override
  public String toString() {
    return team + "/" + project + "/runs/" + run;
  }
}
