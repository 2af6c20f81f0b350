// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.name.Name;
import io.cairn.core.time.Timeline;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// People, teams and registries for a test, made through the use cases. The first admin exists.
public final class TestAccess {
  private final Access access = new Access();
  private final CreateUser createUser;
  private final CreateNamespace createNamespace;
  private final SetMember setMember;
  private final Principal admin;

  public TestAccess(Facts facts) {
    this(facts, Timeline.system());
  }

  public TestAccess(Facts facts, Timeline timeline) {
    var events = new Events(timeline);
    createUser = new CreateUser(facts, access, events, timeline);
    createNamespace = new CreateNamespace(facts, access, events, timeline);
    setMember = new SetMember(facts, access, events, timeline);
    var name = new Name("first-admin");
    var command =
        new CreateUser.Command(name, Optional.empty(), UserKind.PERSON, InstallationRole.ADMIN);
    admin =
        principal(
            facts.write(tx ->
                Users.find(tx, name)
                    .orElseGet(() -> createUser.insert(tx, Events.Origin.SYSTEM, command))));
  }

  public Access access() {
    return access;
  }

  /// An installation admin with a full key.
  public Principal admin() {
    return admin;
  }

  /// A new user without any role in a team or registry.
  public Principal user(String name) {
    return user(name, InstallationRole.MEMBER);
  }

  public Principal user(String name, InstallationRole role) {
    return principal(
        createUser.run(
            admin,
            new CreateUser.Command(new Name(name), Optional.empty(), UserKind.PERSON, role)));
  }

  public Namespace team(String name) {
    return namespace(NamespaceKind.TEAM, name, false);
  }

  public Namespace registry(String name) {
    return namespace(NamespaceKind.REGISTRY, name, false);
  }

  public Namespace openRegistry(String name) {
    return namespace(NamespaceKind.REGISTRY, name, true);
  }

  /// Makes the user a member with that role, and hands the user back.
  public Principal put(Principal user, Namespace namespace, Role role) {
    setMember.run(
        admin, new SetMember.Command(namespace.kind(), namespace.name(), user.name(), role));
    return user;
  }

  /// The same user, come with a key of fewer scopes.
  public static Principal with(Principal user, Set<Scope> scopes) {
    return new Principal(user.userId(), user.name(), user.role(), user.keyId(), scopes);
  }

  private Namespace namespace(NamespaceKind kind, String name, boolean isOpen) {
    return createNamespace.run(
        admin, new CreateNamespace.Command(kind, new Name(name), Optional.empty(), isOpen));
  }

  private static Principal principal(User user) {
    return new Principal(
        user.id(), user.name(), user.role(), Optional.empty(), EnumSet.allOf(Scope.class));
  }
}
