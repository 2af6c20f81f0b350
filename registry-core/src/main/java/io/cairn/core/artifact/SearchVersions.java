// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.attribute.AttributeQuestion;
import io.cairn.core.attribute.AttributeQuestion.Sort;
import io.cairn.core.attribute.AttributeSearch;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.page.Condition.Value;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Projects;
import java.util.List;
import java.util.Optional;

/// Finds versions and links by metadata, tags, type and size in all that the actor may read: a
/// fixed number of statements a page, however many there are.
public final class SearchVersions {
  private static final AttributeSearch SEARCH =
      new AttributeSearch(
          """
          join membership m on m.id = a.subject_id and m.deleted_at is null
          join collection c on c.id = m.collection_id and c.deleted_at is null
          join version v on v.id = m.version_id
          """);

  private final Facts facts;
  private final Access access;
  private final Projects projects;

  public SearchVersions(Facts facts, Access access, Projects projects) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
  }

  /// @param team only there
  /// @param project only there; needs the team
  /// @param registry only there
  /// @param sort empty: newest first; else `created` or `metadata.KEY`, with `-` before it for the
  ///   newest or largest first
  public record Query(
      List<Condition> where,
      Optional<Name> team,
      Optional<Name> project,
      Optional<Name> registry,
      Optional<String> sort) {
    public Query {
      where = List.copyOf(where);
      if (project.isPresent() && team.isEmpty()) {
        throw new Failure.Invalid("project", "project.team", "project needs team beside it");
      }
      if (team.isPresent() && registry.isPresent()) {
        throw new Failure.Invalid(
            "registry", "registry.team", "registry and team cannot be given together");
      }
    }
  }

  /// @throws Failure.Invalid field `where`, `sort` or `cursor`
  /// @throws Failure.NotFound if the team, project or registry is none that the actor may read
  public Page<VersionView> run(Principal actor, Query query, PageRequest page) {
    var filters = new VersionFilters();
    query.where().forEach(filters::add);
    var sort = query.sort().map(SearchVersions::sort);
    return facts.read(reading -> {
      var spaces = spaces(reading, actor, query, filters);
      var question =
          new AttributeQuestion(
              spaces, filters.conditions(), filters.filter(), filters.bindings(), sort);
      var found = SEARCH.page(reading, question, page);
      var views =
          new Versions(access.readable(actor))
              .byIds(reading, found.items().stream().map(MembershipId::new).toList());
      return new Page<>(views, found.next());
    });
  }

  private List<NamespaceId> spaces(
      Reading reading, Principal actor, Query query, VersionFilters filters) {
    if (query.team().isPresent()) {
      var team =
          access.require(reading, actor, NamespaceKind.TEAM, query.team().get(), Permission.READ);
      query
          .project()
          .map(name -> projects.require(reading, team, name))
          .ifPresent(project -> filters.project(project.id()));
      return List.of(team.id());
    }
    if (query.registry().isPresent()) {
      var registry = query.registry().get();
      return List.of(
          access.require(reading, actor, NamespaceKind.REGISTRY, registry, Permission.READ).id());
    }
    return access.readable(actor).list(reading);
  }

  /// The key is read as that of a condition, so that quotes work alike.
  private static Sort sort(String text) {
    var isDescending = text.startsWith("-");
    var key = isDescending ? text.substring(1) : text;
    if (key.equals("created")) {
      return new Sort(Optional.empty(), isDescending);
    }
    try {
      var condition = Condition.parse(key + "=0");
      if (condition.operator() == Operator.EQUAL
          && condition.value() instanceof Value.OfNumber(_, var spelling)
          && spelling.equals("0")
          && condition.below(VersionAttributes.METADATA).isPresent()) {
        return new Sort(Optional.of(condition.key()), isDescending);
      }
    } catch (Failure.Invalid _) {
      // As below.
    }
    throw new Failure.Invalid(
        "sort",
        "sort.key",
        "sort must be created or metadata.KEY, with - before it for the newest or largest first");
  }
}
