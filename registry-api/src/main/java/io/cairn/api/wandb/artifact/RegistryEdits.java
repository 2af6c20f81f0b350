// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.account.UserNode;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Places;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.api.wandb.place.Slug;
import io.cairn.core.access.ChangeNamespace;
import io.cairn.core.access.CreateNamespace;
import io.cairn.core.access.FindNamespace;
import io.cairn.core.access.ListMembers;
import io.cairn.core.access.Member;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.RemoveMember;
import io.cairn.core.access.Role;
import io.cairn.core.access.Scope;
import io.cairn.core.access.SetMember;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.CreateProject;
import io.cairn.core.registry.DeleteNamespace;
import io.cairn.core.registry.DescribeRegistry;
import io.cairn.core.registry.EditRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes and changes registries and their members, and makes projects.
@ApplicationScoped
public class RegistryEdits implements Fields {
  private static final Map<String, Boolean> DONE = Map.of("success", true);

  private final Caller caller;
  private final Places places;
  private final CreateProject createProject;
  private final Registries registries;
  private final Members members;

  RegistryEdits(
      Caller caller,
      Places places,
      CreateProject createProject,
      Registries registries,
      Members members) {
    this.caller = caller;
    this.places = places;
    this.createProject = createProject;
    this.registries = registries;
    this.members = members;
  }

  /// A project or registry, and whether it is new.
  record Upserted(ProjectNode project, boolean inserted) {
    public ProjectNode model() {
      return project;
    }
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .mutation("upsertModel", asked -> upsert(asked.input()))
        .mutation("renameProject", asked -> rename(asked.input()))
        .mutation("deleteModel", asked -> delete(asked.input()))
        .mutation("createProjectMembers", asked -> members.add(asked.input()))
        .mutation("deleteProjectMembers", asked -> members.remove(asked.input()))
        .mutation("updateProjectMember", asked -> members.change(asked.input()))
        .mutation(
            "updateProjectTeamMember",
            _ -> {
              throw Members.noTeams();
            })
        .on("Project", "members", members::list)
        .on("Project", "teamMembers", _ -> List.of());
  }

  private Upserted upsert(Arguments input) {
    var given = input.text("name");
    if (given.isEmpty() && input.has("id")) {
      var place = placeOf(input.needed("id"));
      return new Upserted(registries.update(registry(place), input), false);
    }
    var place = places.of(input.text("entityName"), given);
    return switch (place) {
      case Place.InTeam in -> {
        var name = input.needed("name");
        try {
          var project =
              createProject.run(
                  caller.principal(),
                  in.team(),
                  in.project(),
                  Slug.title("name", name),
                  input.text("description").orElse(""));
          yield new Upserted(new ProjectNode(in, project.title(), Optional.empty()), true);
        } catch (Failure.Conflict _) {
          yield new Upserted(ProjectNode.of(in), false);
        }
      }
      case Place.OfRegistry(var registry) ->
          // The SDK says the same for both.
          registries.isThere(registry)
              ? new Upserted(registries.update(registry, input), false)
              : new Upserted(registries.create(registry, input), true);
    };
  }

  private Upserted rename(Arguments input) {
    var from = registry(places.of(input.text("entityName"), input.text("oldProjectName")));
    var to = places.of(input.text("entityName"), input.text("newProjectName"));
    return new Upserted(registries.rename(from, registry(to)), false);
  }

  private Map<String, Boolean> delete(Arguments input) {
    registries.delete(registry(placeOf(input.needed("id"))));
    return DONE;
  }

  private Place placeOf(String id) {
    var parts = GlobalId.require("Project", id).split("/", 2);
    return places.of(Optional.of(parts[0]), Optional.of(parts[1]));
  }

  private static Name registry(Place place) {
    return switch (place) {
      case Place.OfRegistry(var registry) -> registry;
      case Place.InTeam _ ->
          throw new Failure.Invalid(
              "name",
              "registry.name",
              "only registries are changed here; see 'cairn' for projects");
    };
  }

  /// Registries themselves. What needs an admin needs a key with that scope, too.
  @ApplicationScoped
  public static class Registries {
    private final Caller caller;
    private final CreateNamespace create;
    private final ChangeNamespace change;
    private final FindNamespace find;
    private final DescribeRegistry describe;
    private final EditRegistry edit;
    private final DeleteNamespace delete;

    Registries(
        Caller caller,
        CreateNamespace create,
        ChangeNamespace change,
        FindNamespace find,
        DescribeRegistry describe,
        EditRegistry edit,
        DeleteNamespace delete) {
      this.caller = caller;
      this.create = create;
      this.change = change;
      this.find = find;
      this.describe = describe;
      this.edit = edit;
      this.delete = delete;
    }

    static void requireAdmin(Caller caller) {
      if (!caller.principal().scopes().contains(Scope.ADMIN)) {
        throw new Failure.Forbidden(
            "key.scope", "this needs a key with the scope '" + Scope.ADMIN.text() + "'");
      }
    }

    boolean isThere(Name name) {
      try {
        find.run(caller.principal(), NamespaceKind.REGISTRY, name);
        return true;
      } catch (Failure.NotFound _) {
        return false;
      }
    }

    ProjectNode create(Name name, Arguments input) {
      requireAdmin(caller);
      var made =
          create.run(
              caller.principal(),
              new CreateNamespace.Command(
                  NamespaceKind.REGISTRY, name, title(input, name), isOpen(input).orElse(false)));
      edit.run(caller.principal(), name, said(input, List.of()));
      return node(made);
    }

    ProjectNode update(Name name, Arguments input) {
      requireAdmin(caller);
      var open = isOpen(input);
      var changed =
          open.isPresent()
              ? change.run(
                  caller.principal(),
                  NamespaceKind.REGISTRY,
                  name,
                  new ChangeNamespace.Command(Optional.empty(), Optional.empty(), open))
              : find.run(caller.principal(), NamespaceKind.REGISTRY, name);
      var known = describe.run(caller.principal(), name).acceptedTypes();
      edit.run(caller.principal(), name, said(input, known));
      return node(changed);
    }

    ProjectNode rename(Name from, Name to) {
      requireAdmin(caller);
      return node(
          change.run(
              caller.principal(),
              NamespaceKind.REGISTRY,
              from,
              new ChangeNamespace.Command(Optional.of(to), Optional.empty(), Optional.empty())));
    }

    void delete(Name name) {
      requireAdmin(caller);
      delete.run(caller.principal(), NamespaceKind.REGISTRY, name);
    }

    private static Optional<Title> title(Arguments input, Name name) {
      return input
          .text("name")
          .map(text -> text.substring(Place.REGISTRY_PREFIX.length()))
          .filter(text -> !text.equals(name.text()))
          .map(Title::new);
    }

    private static Optional<Boolean> isOpen(Arguments input) {
      return input.text("access").map(access -> !access.equals("RESTRICTED"));
    }

    /// Of types the SDK tells those that come to the known ones.
    private static EditRegistry.Edit said(Arguments input, List<Name> known) {
      var types = new ArrayList<Name>(known);
      input.objects("artifactTypes").stream()
          .flatMap(type -> type.text("name").stream())
          .map(ArtifactNames::type)
          .forEach(types::add);
      var isOfTypes =
          input.isTrue("allowAllArtifactTypesInRegistry")
              ? Optional.of(List.<Name>of())
              : types.isEmpty() ? Optional.<List<Name>>empty() : Optional.<List<Name>>of(types);
      return new EditRegistry.Edit(input.text("description"), isOfTypes);
    }

    private static ProjectNode node(Namespace registry) {
      return new ProjectNode(
          new Place.OfRegistry(registry.name()),
          registry.title(),
          Optional.of(
              new ProjectNode.Details(
                  "", registry.isOpen() ? "PRIVATE" : "RESTRICTED", registry.createdAt())));
    }
  }

  /// Members of registries. Teams are no members: people are.
  @ApplicationScoped
  public static class Members {
    private final Caller caller;
    private final Places places;
    private final ListMembers list;
    private final SetMember set;
    private final RemoveMember remove;

    Members(Caller caller, Places places, ListMembers list, SetMember set, RemoveMember remove) {
      this.caller = caller;
      this.places = places;
      this.list = list;
      this.set = set;
      this.remove = remove;
    }

    /// A member of a registry.
    record MemberNode(String id, String name, String username, Map<String, String> role) {
      static MemberNode of(Member member) {
        return new MemberNode(
            UserNode.idOf(member.user()),
            member.title().map(Title::text).orElse(member.user().text()),
            member.user().text(),
            Map.of("name", member.role().text()));
      }

      public String email() {
        return "";
      }
    }

    static Failure noTeams() {
      return new Failure.Invalid(
          "teamIds", "member.team", "members of a registry are users, not teams");
    }

    List<MemberNode> list(Asked asked) {
      if (!(asked.of(ProjectNode.class).place() instanceof Place.OfRegistry(var registry))) {
        return List.of();
      }
      return list
          .run(
              caller.principal(),
              NamespaceKind.REGISTRY,
              registry,
              new PageRequest(PageRequest.MAX_LIMIT, Optional.empty()))
          .items()
          .stream()
          .map(MemberNode::of)
          .toList();
    }

    Map<String, Boolean> add(Arguments input) {
      each(input, user -> put(input, user, Role.VIEWER));
      return DONE;
    }

    Map<String, Boolean> remove(Arguments input) {
      each(
          input,
          user ->
              remove.run(
                  caller.principal(),
                  new RemoveMember.Command(NamespaceKind.REGISTRY, registryOf(input), user)));
      return DONE;
    }

    Map<String, Boolean> change(Arguments input) {
      var user = UserNode.nameOf(input.needed("userId"));
      Registries.requireAdmin(caller);
      put(input, user, Role.of("role", input.needed("userProjectRole")));
      return DONE;
    }

    private void put(Arguments input, Name user, Role role) {
      set.run(
          caller.principal(),
          new SetMember.Command(NamespaceKind.REGISTRY, registryOf(input), user, role));
    }

    private void each(Arguments input, java.util.function.Consumer<Name> each) {
      Registries.requireAdmin(caller);
      if (!input.texts("teamIds").isEmpty()) {
        throw noTeams();
      }
      input.texts("userIds").stream().map(UserNode::nameOf).forEach(each);
    }

    private Name registryOf(Arguments input) {
      var parts = GlobalId.require("Project", input.needed("projectId")).split("/", 2);
      return registry(places.of(Optional.of(parts[0]), Optional.of(parts[1])));
    }
  }
}
