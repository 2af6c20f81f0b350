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
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who is in a team, and as what.
@Path("/api/v1/teams/{team}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Teams")
public class TeamMemberResource {
  private final Caller caller;
  private final ListMembers listMembers;
  private final SetMember setMember;
  private final RemoveMember removeMember;

  TeamMemberResource(
      Caller caller, ListMembers listMembers, SetMember setMember, RemoveMember removeMember) {
    this.caller = caller;
    this.listMembers = listMembers;
    this.setMember = setMember;
    this.removeMember = removeMember;
  }

  @GET
  @RolesAllowed("read")
  @Operation(summary = "List the members of a team", description = "By name.")
  public PageBody<MemberBody> list(@PathParam("team") String team, @BeanParam PageQuery page) {
    return PageBody.of(
        listMembers.run(
            caller.principal(), NamespaceKind.TEAM, Name.of("team", team), page.toRequest()),
        MemberBody::of);
  }

  @PUT
  @Path("{user}")
  @RolesAllowed("admin")
  @Operation(summary = "Give a user a role in a team", description = "Its admins only.")
  public MemberBody set(
      @PathParam("team") String team,
      @PathParam("user") String user,
      MemberBody.@Nullable Change body) {
    var role = Role.of("role", Given.required("role", Given.body(body).role()));
    var command =
        new SetMember.Command(
            NamespaceKind.TEAM, Name.of("team", team), Name.of("user", user), role);
    return MemberBody.of(setMember.run(caller.principal(), command));
  }

  @DELETE
  @Path("{user}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Take a user out of a team",
      description = "Its admins; and everybody oneself.")
  public void remove(@PathParam("team") String team, @PathParam("user") String user) {
    removeMember.run(
        caller.principal(),
        new RemoveMember.Command(NamespaceKind.TEAM, Name.of("team", team), Name.of("user", user)));
  }
}
