// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.access.ListMembers;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.RemoveMember;
import io.cairn.core.access.SetMember;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who is in a registry, and as what.
@Path("/api/v1/registries/{registry}/members")
@Tag(name = "Registries")
public class RegistryMemberResource extends MemberRoutes {
  RegistryMemberResource(
      Caller caller, ListMembers listMembers, SetMember setMember, RemoveMember removeMember) {
    super(caller, NamespaceKind.REGISTRY, listMembers, setMember, removeMember);
  }
}
