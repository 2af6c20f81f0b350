// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.access.DescribeSelf;
import io.cairn.core.access.Self;
import io.cairn.core.name.Title;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who the caller is.
@Path("/api/v1/whoami")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users and keys")
public class WhoamiResource {
  private final Caller caller;
  private final DescribeSelf describeSelf;

  WhoamiResource(Caller caller, DescribeSelf describeSelf) {
    this.caller = caller;
    this.describeSelf = describeSelf;
  }

  /// A team, and the caller's role there.
  record TeamRole(String team, String role) {}

  /// A registry, and the caller's role there.
  record RegistryRole(String registry, String role) {}

  /// What a caller is told of itself.
  record Whoami(
      String user,
      @Nullable String title,
      String role,
      String kind,
      List<TeamRole> teams,
      List<RegistryRole> registries,
      List<String> scopes) {
    static Whoami of(Self self) {
      return new Whoami(
          self.user().name().text(),
          self.user().title().map(Title::text).orElse(null),
          self.user().role().text(),
          self.user().kind().text(),
          self.teams().stream()
              .map(in -> new TeamRole(in.namespace().text(), in.role().text()))
              .toList(),
          self.registries().stream()
              .map(in -> new RegistryRole(in.namespace().text(), in.role().text()))
              .toList(),
          KeyBody.texts(self.scopes()));
    }
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Tell who the caller is",
      description = "User, installation role, teams and registries with roles, scopes of the key.")
  public Whoami whoami() {
    return Whoami.of(describeSelf.run(caller.principal()));
  }
}
