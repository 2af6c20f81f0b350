// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;

/// `team/project/runs/id`; `team/project/id` is read too.
public record RunPath(String team, String project, String run) {
  /// @throws CairnException of kind USAGE if the text has another shape
  public static RunPath parse(String text) {
    var parts = List.of(text.split("/", -1));
    if (!parts.stream().allMatch(Route::isName)) {
      throw CairnException.usage("'" + text + "' is no run; write team/project/runs/id");
    }
    if (parts.size() == 4 && parts.get(2).equals("runs")) {
      return new RunPath(parts.get(0), parts.get(1), parts.get(3));
    }
    if (parts.size() == 3) {
      return new RunPath(parts.get(0), parts.get(1), parts.get(2));
    }
    throw CairnException.usage("'" + text + "' is no run; write team/project/runs/id");
  }

  Route route() {
    return Route.of("teams", team, "projects", project, "runs", run);
  }

  @Override
  public String toString() {
    return team + "/" + project + "/runs/" + run;
  }
}
