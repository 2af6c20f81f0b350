// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.access.ListMembers;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.RemoveMember;
import io.cairn.core.access.SetMember;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who is in a team, and as what.
@Path("/api/v1/teams/{team}/members")
@Tag(name = "Teams")
public class TeamMemberResource extends MemberRoutes {
  TeamMemberResource(
      Caller caller, ListMembers listMembers, SetMember setMember, RemoveMember removeMember) {
    super(caller, NamespaceKind.TEAM, listMembers, setMember, removeMember);
  }
}
