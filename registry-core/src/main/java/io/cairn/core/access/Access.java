// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import java.util.Arrays;
import java.util.Optional;

/// Who may. Each question is one indexed query; memberships are read when asked, never cached.
///
/// | caller | team | registry |
/// |---|---|---|
/// | installation admin | all | all |
/// | installation auditor | READ | READ |
/// | admin | all | all |
/// | member | READ, WRITE | READ, WRITE |
/// | viewer | READ | READ |
/// | nobody there | nothing | READ if it is open |
///
/// A key gives at most its scopes of that.
public final class Access {
  /// The team or registry of that name, if the caller has the permission there. A former name
  /// answers until somebody takes it.
  ///
  /// @throws Failure.NotFound if there is none, or none that the caller may read
  /// @throws Failure.Forbidden if the caller may read it but lacks the permission; the code is
  ///   `team.member`, `team.admin`, `registry.member`, `registry.admin` or `key.scope`
  public Namespace require(Reading reading, Principal who, Name namespace, Permission permission) {
    return granted(Namespaces.find(reading, who, namespace), who, permission);
  }

  /// As [#require(Reading, Principal, Name, Permission)], by identity.
  public Namespace require(
      Reading reading, Principal who, NamespaceId namespace, Permission permission) {
    return granted(Namespaces.find(reading, who, namespace), who, permission);
  }

  /// As [#require(Reading, Principal, Name, Permission)], for a name that must be a team's or a
  /// registry's: one of the other kind is not found.
  public Namespace require(
      Reading reading, Principal who, NamespaceKind kind, Name namespace, Permission permission) {
    var found = Namespaces.find(reading, who, namespace).filter(f -> f.namespace().kind() == kind);
    return granted(found, who, permission);
  }

  /// Whether [#require] would pass.
  public boolean allows(
      Reading reading, Principal who, NamespaceId namespace, Permission permission) {
    return Namespaces.find(reading, who, namespace)
        .filter(found -> gives(found, who, Permission.READ))
        .filter(found -> gives(found, who, permission))
        .isPresent();
  }

  /// A condition for list queries: which namespaces the caller may read.
  public ReadableNamespaces readable(Principal who) {
    return new ReadableNamespaces(who);
  }

  /// @throws Failure.Forbidden with code `installation.admin` if the caller is not one
  public void requireInstallationAdmin(Principal who) {
    requireInstallation(who, InstallationRole.ADMIN);
  }

  /// @throws Failure.Forbidden with code `installation.<first role>` if the caller has none of them
  public void requireInstallation(Principal who, InstallationRole... anyOf) {
    if (!Arrays.asList(anyOf).contains(who.role())) {
      throw new Failure.Forbidden(
          "installation." + anyOf[0].text(),
          "this needs the role '" + anyOf[0].text() + "' in the installation");
    }
  }

  static Namespace granted(Optional<Namespaces.Found> found, Principal who, Permission permission) {
    var there =
        found
            .filter(f -> gives(f, who, Permission.READ))
            .orElseThrow(() -> new Failure.NotFound("the team or registry asked for"));
    if (gives(there, who, permission)) {
      return there.namespace();
    }
    throw who.scopes().contains(permission.scope())
        ? missingRole(there.namespace(), permission)
        : new Failure.Forbidden(
            "key.scope", "this needs a key with the scope '" + permission.scope().text() + "'");
  }

  private static Failure missingRole(Namespace namespace, Permission permission) {
    var role =
        switch (permission) {
          case READ -> Role.VIEWER;
          case WRITE -> Role.MEMBER;
          case ADMIN -> Role.ADMIN;
        };
    var kind = namespace.kind().text();
    return new Failure.Forbidden(
        kind + "." + role.text(),
        "this needs the role '%s' in the %s '%s'".formatted(role.text(), kind, namespace.name()));
  }

  private static boolean gives(Namespaces.Found found, Principal who, Permission permission) {
    return who.scopes().contains(permission.scope())
        && switch (who.role()) {
          case ADMIN -> true;
          case AUDITOR -> permission == Permission.READ;
          case MEMBER ->
              found.role().filter(role -> role.gives(permission)).isPresent()
                  || (found.namespace().isOpen() && permission == Permission.READ);
        };
  }
}
