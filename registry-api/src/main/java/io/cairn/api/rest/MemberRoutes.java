// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.access.ListMembers;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.RemoveMember;
import io.cairn.core.access.Role;
import io.cairn.core.access.SetMember;
import io.cairn.core.name.Name;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The routes that the members of teams and of registries share; a subclass says of which.
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
abstract class MemberRoutes {
  private final Caller caller;
  private final NamespaceKind kind;
  private final ListMembers listMembers;
  private final SetMember setMember;
  private final RemoveMember removeMember;

  MemberRoutes(
      Caller caller,
      NamespaceKind kind,
      ListMembers listMembers,
      SetMember setMember,
      RemoveMember removeMember) {
    this.caller = caller;
    this.kind = kind;
    this.listMembers = listMembers;
    this.setMember = setMember;
    this.removeMember = removeMember;
  }

  @GET
  @RolesAllowed("read")
  @Operation(summary = "List the members", description = "By name.")
  public PageBody<MemberBody> list(@Context UriInfo uri, @BeanParam PageQuery page) {
    return PageBody.of(
        listMembers.run(caller.principal(), kind, place(uri), page.toRequest()), MemberBody::of);
  }

  @PUT
  @Path("{user}")
  @RolesAllowed("admin")
  @Operation(summary = "Give a user a role", description = "Its admins only.")
  public MemberBody set(
      @Context UriInfo uri, @PathParam("user") String user, MemberBody.@Nullable Change body) {
    var role = Role.of("role", Given.required("role", Given.body(body).role()));
    var command = new SetMember.Command(kind, place(uri), Name.of("user", user), role);
    return MemberBody.of(setMember.run(caller.principal(), command));
  }

  @DELETE
  @Path("{user}")
  @RolesAllowed("admin")
  @Operation(summary = "Take a user out", description = "Its admins; and everybody oneself.")
  public void remove(@Context UriInfo uri, @PathParam("user") String user) {
    removeMember.run(
        caller.principal(), new RemoveMember.Command(kind, place(uri), Name.of("user", user)));
  }

  /// `{team}` or `{registry}`
  private Name place(UriInfo uri) {
    return Name.of(kind.text(), Parsed.part(uri, kind.text()));
  }
}
