// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.artifact.AliasMoves;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.CreateCollection;
import io.cairn.core.artifact.DeleteCollection;
import io.cairn.core.artifact.DeleteProject;
import io.cairn.core.artifact.EditCollection;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.artifact.Tombstones;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.project.CreateProject;
import io.cairn.core.project.DescribeProject;
import io.cairn.core.project.EditProject;
import io.cairn.core.project.ListProjects;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Collections, registered models, and the projects that hold collections.
@ApplicationScoped
public class CollectionWiring {
  @Produces
  @Singleton
  CreateProject createProject(Facts facts, Access access, Projects projects) {
    return new CreateProject(facts, access, projects);
  }

  @Produces
  @Singleton
  ListProjects listProjects(Facts facts, Access access) {
    return new ListProjects(facts, access);
  }

  @Produces
  @Singleton
  DescribeProject describeProject(Facts facts, Access access, Projects projects) {
    return new DescribeProject(facts, access, projects);
  }

  @Produces
  @Singleton
  EditProject editProject(
      Facts facts, Access access, Projects projects, Events events, Timeline timeline) {
    return new EditProject(facts, access, projects, events, timeline);
  }

  @Produces
  @Singleton
  DeleteProject deleteProject(
      Facts facts, Access access, Projects projects, Tombstones tombstones) {
    return new DeleteProject(facts, access, projects, tombstones);
  }

  @Produces
  @Singleton
  CreateCollection createCollection(Facts facts, Collections collections) {
    return new CreateCollection(facts, collections);
  }

  @Produces
  @Singleton
  ReadCollections readCollections(Facts facts, Collections collections) {
    return new ReadCollections(facts, collections);
  }

  @Produces
  @Singleton
  EditCollection editCollection(
      Facts facts, Collections collections, AliasMoves aliases, Events events, Timeline timeline) {
    return new EditCollection(facts, collections, aliases, events, timeline);
  }

  @Produces
  @Singleton
  DeleteCollection deleteCollection(Facts facts, Collections collections, Tombstones tombstones) {
    return new DeleteCollection(facts, collections, tombstones);
  }
}
