// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.account;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.Reads;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Places;
import io.cairn.core.access.DescribeSelf;
import io.cairn.core.access.FindNamespace;
import io.cairn.core.access.FindUser;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.ListMembers;
import io.cairn.core.access.ListUsers;
import io.cairn.core.access.Member;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Role;
import io.cairn.core.access.User;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The caller, teams as entities, and the organisation.
@ApplicationScoped
public class AccountFields implements Fields {
  private final Caller caller;
  private final Places places;
  private final DescribeSelf describeSelf;
  private final FindNamespace findNamespace;
  private final ListMembers listMembers;
  private final ListUsers listUsers;
  private final FindUser findUser;

  AccountFields(
      Caller caller,
      Places places,
      DescribeSelf describeSelf,
      FindNamespace findNamespace,
      ListMembers listMembers,
      ListUsers listUsers,
      FindUser findUser) {
    this.caller = caller;
    this.places = places;
    this.describeSelf = describeSelf;
    this.findNamespace = findNamespace;
    this.listMembers = listMembers;
    this.listUsers = listUsers;
    this.findUser = findUser;
  }

  /// A member of a team.
  record MemberNode(String id, String role, boolean admin, String username, String name) {
    static MemberNode of(Member member) {
      return new MemberNode(
          UserNode.idOf(member.user()),
          member.role().text(),
          member.role() == Role.ADMIN,
          member.user().text(),
          member.title().map(Object::toString).orElse(member.user().text()));
    }

    public boolean pending() {
      return false;
    }

    public String email() {
      return "";
    }

    public String accountType() {
      return "MEMBER";
    }
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .query("viewer", _ -> viewer())
        .query("entity", asked -> entity(asked.arguments().text("name")))
        .query("users", asked -> users(asked.arguments().text("query").orElse("")))
        .query("organization", asked -> organization(asked.arguments().text("name")))
        .on("Entity", "organization", _ -> OrganizationNode.THE_ONE)
        .on("Entity", "user", asked -> userOf(asked.of(EntityNode.class)))
        .on("Entity", "members", asked -> members(asked.of(EntityNode.class)))
        .on("Organization", "featureFlags", _ -> List.of());
  }

  private UserNode viewer() {
    var self = describeSelf.run(caller.principal());
    var name = self.user().name().text();
    var teams = self.teams().stream().map(in -> EntityNode.ofTeam(in.namespace().text())).toList();
    return new UserNode(
        UserNode.idOf(self.user().name()),
        name,
        self.user().title().map(Object::toString).orElse(name),
        places.defaultTeam().text(),
        self.user().role() == InstallationRole.ADMIN,
        Connection.whole(teams));
  }

  /// Those whose name holds that, of those that the caller may see, as many as a page has; who is
  /// called so exactly comes first, for the SDK takes the first.
  private Connection<UserNode> users(String query) {
    var page =
        listUsers.run(
            caller.principal(), query, new PageRequest(PageRequest.MAX_LIMIT, Optional.empty()));
    var others = page.items().stream().filter(user -> !user.name().text().equalsIgnoreCase(query));
    return Connection.whole(
        Stream.concat(named(query).stream(), others).map(UserNode::of).toList());
  }

  private Optional<User> named(String text) {
    return Optional.ofNullable(
        Reads.orNull(() -> findUser.run(caller.principal(), Name.of("query", text))));
  }

  private @Nullable EntityNode entity(Optional<String> name) {
    if (name.filter(Place.ORGANIZATION::equals).isPresent()) {
      return EntityNode.ofOrganization();
    }
    var team = places.team(name);
    var self = caller.principal().name();
    return Reads.orNull(() -> {
      if (!team.key().equals(self.key())) {
        findNamespace.run(caller.principal(), NamespaceKind.TEAM, team);
      }
      return EntityNode.ofTeam(team.text());
    });
  }

  private static @Nullable OrganizationNode organization(Optional<String> name) {
    return name.filter(text -> !text.equals(Place.ORGANIZATION)).isPresent()
        ? null
        : OrganizationNode.THE_ONE;
  }

  private @Nullable UserNode userOf(EntityNode entity) {
    var self = caller.principal().name().text();
    return entity.name().equals(self) ? UserNode.of(caller.principal().name()) : null;
  }

  private List<MemberNode> members(EntityNode entity) {
    if (entity.isOrganization()) {
      return List.of();
    }
    var all = new ArrayList<MemberNode>();
    Optional<Cursor> after = Optional.empty();
    do {
      var page =
          listMembers.run(
              caller.principal(),
              NamespaceKind.TEAM,
              new Name(entity.name()),
              new PageRequest(PageRequest.MAX_LIMIT, after));
      page.items().forEach(member -> all.add(MemberNode.of(member)));
      after = page.next();
    } while (after.isPresent());
    return all;
  }
}
