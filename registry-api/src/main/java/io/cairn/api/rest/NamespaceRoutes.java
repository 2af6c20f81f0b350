// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.access.ChangeNamespace;
import io.cairn.core.access.CreateNamespace;
import io.cairn.core.access.FindNamespace;
import io.cairn.core.access.ListNamespaces;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.project.Deleted;
import io.cairn.core.registry.DeleteNamespace;
import io.cairn.core.registry.ListDeletedNamespaces;
import io.cairn.core.registry.UndeleteNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the routes of teams and of registries share: they differ in what they show.
@ApplicationScoped
class NamespaceRoutes {
  private final Caller caller;
  private final CreateNamespace createNamespace;
  private final ChangeNamespace changeNamespace;
  private final FindNamespace findNamespace;
  private final ListNamespaces listNamespaces;
  private final DeleteNamespace deleteNamespace;
  private final UndeleteNamespace undeleteNamespace;
  private final ListDeletedNamespaces listDeletedNamespaces;

  NamespaceRoutes(
      Caller caller,
      CreateNamespace createNamespace,
      ChangeNamespace changeNamespace,
      FindNamespace findNamespace,
      ListNamespaces listNamespaces,
      DeleteNamespace deleteNamespace,
      UndeleteNamespace undeleteNamespace,
      ListDeletedNamespaces listDeletedNamespaces) {
    this.caller = caller;
    this.createNamespace = createNamespace;
    this.changeNamespace = changeNamespace;
    this.findNamespace = findNamespace;
    this.listNamespaces = listNamespaces;
    this.deleteNamespace = deleteNamespace;
    this.undeleteNamespace = undeleteNamespace;
    this.listDeletedNamespaces = listDeletedNamespaces;
  }

  Namespace create(
      NamespaceKind kind, @Nullable String name, @Nullable String title, @Nullable Boolean open) {
    var command =
        new CreateNamespace.Command(
            kind,
            Name.ofNamespace("name", Given.required("name", name)),
            Given.title(title),
            Optional.ofNullable(open).orElse(false));
    return createNamespace.run(caller.principal(), command);
  }

  Page<Namespace> list(NamespaceKind kind, PageQuery page) {
    return listNamespaces.run(caller.principal(), kind, page.toRequest());
  }

  Namespace find(NamespaceKind kind, String name) {
    return findNamespace.run(caller.principal(), kind, Name.of(kind.text(), name));
  }

  /// What is null stays.
  Namespace change(
      NamespaceKind kind,
      String name,
      @Nullable String newName,
      @Nullable String title,
      @Nullable Boolean open) {
    var command =
        new ChangeNamespace.Command(
            Optional.ofNullable(newName).map(text -> Name.ofNamespace("name", text)),
            Given.title(title),
            Optional.ofNullable(open));
    return changeNamespace.run(caller.principal(), kind, Name.of(kind.text(), name), command);
  }

  void delete(NamespaceKind kind, String name) {
    deleteNamespace.run(caller.principal(), kind, Name.of(kind.text(), name));
  }

  Namespace undelete(NamespaceKind kind, String name, @Nullable UndeleteBody body) {
    var given = UndeleteBody.orNothing(body);
    var command =
        new UndeleteNamespace.Command(
            kind, Name.of(kind.text(), name), given.which(), given.newName());
    return undeleteNamespace.run(caller.principal(), command);
  }

  Page<Deleted<Namespace>> listDeleted(NamespaceKind kind, PageQuery page) {
    return listDeletedNamespaces.run(caller.principal(), kind, page.toRequest());
  }
}
