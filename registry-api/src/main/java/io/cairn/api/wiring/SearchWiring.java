// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.fact.Facts;
import io.cairn.core.project.Projects;
import io.cairn.core.run.RunDoor;
import io.cairn.core.search.SearchRuns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Search.
@ApplicationScoped
public class SearchWiring {
  @Produces
  @Singleton
  SearchRuns searchRuns(Facts facts, Access access, Projects projects, RunDoor door) {
    return new SearchRuns(facts, access, projects, door);
  }
}
