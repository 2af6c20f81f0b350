// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.place.Slug;
import io.cairn.core.artifact.Collections.Opening;
import io.cairn.core.artifact.CreateCollection;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.project.CreateProject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// A project or collection whose name is none of ours keeps it as its title: it is made with it.
@ApplicationScoped
public class Titles {
  private final Caller caller;
  private final CreateProject createProject;
  private final CreateCollection createCollection;

  Titles(Caller caller, CreateProject createProject, CreateCollection createCollection) {
    this.caller = caller;
    this.createProject = createProject;
    this.createCollection = createCollection;
  }

  /// Does nothing where both are names of ours, which is nearly always.
  void keep(CollectionPath path, Name type, String project, String collection) {
    if (path instanceof CollectionPath.InProject in && !project.isEmpty()) {
      Slug.title("project", project).ifPresent(title -> project(in, title));
    }
    Slug.title("artifactCollectionName", collection)
        .ifPresent(title -> collection(path, type, title));
  }

  private void project(CollectionPath.InProject in, Title title) {
    try {
      createProject.run(caller.principal(), in.team(), in.project(), Optional.of(title), "");
    } catch (Failure.Conflict _) {
      // It is there.
    }
  }

  private void collection(CollectionPath path, Name type, Title title) {
    try {
      createCollection.run(
          caller.principal(), path, new Opening(type, Optional.of(title), "", ""), List.of());
    } catch (Failure.Conflict _) {
      // It is there.
    }
  }
}
