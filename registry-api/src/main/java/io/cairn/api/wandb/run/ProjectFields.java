// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.account.EntityNode;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.Reads;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Places;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.core.access.FindNamespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.project.DescribeProject;
import io.cairn.core.project.ListProjects;
import io.cairn.core.project.Project;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Projects of teams, and registries where they are asked for as projects.
@ApplicationScoped
public class ProjectFields implements Fields {
  private static final int PAGE = 50;

  private final Caller caller;
  private final Places places;
  private final DescribeProject describeProject;
  private final ListProjects listProjects;
  private final FindNamespace findNamespace;

  ProjectFields(
      Caller caller,
      Places places,
      DescribeProject describeProject,
      ListProjects listProjects,
      FindNamespace findNamespace) {
    this.caller = caller;
    this.places = places;
    this.describeProject = describeProject;
    this.listProjects = listProjects;
    this.findNamespace = findNamespace;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .query("project", asked -> project(asked, "entityName"))
        .query("model", asked -> project(asked, "entityName"))
        .query("models", this::projects)
        .on("Entity", "project", asked -> project(asked, ""))
        .on("Project", "entity", asked -> EntityNode.of(asked.of(ProjectNode.class).place()))
        .on("Project", "readOnly", _ -> false);
  }

  private @Nullable ProjectNode project(Asked asked, String entityArgument) {
    var entity =
        entityArgument.isEmpty()
            ? Optional.of(asked.of(EntityNode.class).name())
            : asked.arguments().text(entityArgument);
    return Reads.orNull(() ->
        switch (places.of(entity, asked.arguments().text("name"))) {
          case Place.InTeam place ->
              node(describeProject.run(caller.principal(), place.team(), place.project()));
          case Place.OfRegistry place -> {
            var registry =
                findNamespace.run(caller.principal(), NamespaceKind.REGISTRY, place.registry());
            yield new ProjectNode(
                new Place.OfRegistry(registry.name()),
                registry.title(),
                Optional.of(
                    new ProjectNode.Details(
                        "", registry.isOpen() ? "PRIVATE" : "RESTRICTED", registry.createdAt())));
          }
        });
  }

  private @Nullable Connection<ProjectNode> projects(Asked asked) {
    return Reads.orNull(() -> {
      var team = places.team(asked.arguments().text("entityName"));
      var request = Connection.request(asked.arguments(), PAGE);
      return Connection.of(
          listProjects.run(caller.principal(), team, request), null, ProjectFields::node);
    });
  }

  private static ProjectNode node(Project project) {
    return new ProjectNode(
        new Place.InTeam(project.teamName(), project.name()),
        project.title(),
        Optional.of(
            new ProjectNode.Details(project.description(), "PRIVATE", project.createdAt())));
  }
}
