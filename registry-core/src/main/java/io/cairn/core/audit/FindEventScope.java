// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.project.DescribeProject;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.RunPath;

/// Which place a text names: `team`, `registry`, `team/project`, `team/project/collection`,
/// `registry/model` or `team/project/runs/run`.
public final class FindEventScope {
  private static final String FIELD = "in";

  private final Facts facts;
  private final Access access;
  private final DescribeProject describeProject;
  private final ReadCollections readCollections;
  private final FindRun findRun;

  public FindEventScope(
      Facts facts,
      Access access,
      DescribeProject describeProject,
      ReadCollections readCollections,
      FindRun findRun) {
    this.facts = facts;
    this.access = access;
    this.describeProject = describeProject;
    this.readCollections = readCollections;
    this.findRun = findRun;
  }

  /// @throws Failure.NotFound if there is none that the actor may read
  /// @throws Failure.Invalid field `in`
  public EventScope run(Principal actor, String text) {
    var parts = text.split("/", -1);
    if (parts.length > 4) {
      throw new Failure.Invalid(
          FIELD,
          "in.path",
          "in must be a team, registry, team/project, team/project/collection, registry/model or"
              + " team/project/runs/run");
    }
    var outer = Name.of(FIELD, parts[0]);
    var namespace = facts.read(reading -> access.require(reading, actor, outer, Permission.READ));
    var id = namespace.id();
    if (parts.length == 1) {
      return new EventScope.All(id);
    }
    var second = Name.of(FIELD, parts[1]);
    if (parts.length == 4) {
      var run = findRun.run(actor, RunPath.parse(FIELD, text), Permission.READ);
      return new EventScope.Single(id, run.value());
    }
    if (namespace.kind() == NamespaceKind.TEAM && parts.length == 2) {
      return new EventScope.OfProject(id, describeProject.run(actor, outer, second).id().value());
    }
    CollectionPath path =
        parts.length == 2
            ? new CollectionPath.InRegistry(outer, second)
            : new CollectionPath.InProject(outer, second, Name.of(FIELD, parts[2]));
    return new EventScope.Single(id, readCollections.one(actor, path).id().value());
  }
}
