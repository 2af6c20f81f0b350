// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.event.Events;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Projects of teams.
@ApplicationScoped
public class ProjectWiring {
  @Produces
  @Singleton
  Projects projects(Events events, Timeline timeline) {
    return new Projects(events, timeline);
  }
}
