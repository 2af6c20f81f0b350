// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.access.ChangeUser;
import io.cairn.core.access.CreateUser;
import io.cairn.core.access.FindUser;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.ListUsers;
import io.cairn.core.access.UserKind;
import io.cairn.core.name.Name;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// People and service accounts.
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Users and keys")
public class UserResource {
  private final Caller caller;
  private final CreateUser createUser;
  private final ChangeUser changeUser;
  private final FindUser findUser;
  private final ListUsers listUsers;

  UserResource(
      Caller caller,
      CreateUser createUser,
      ChangeUser changeUser,
      FindUser findUser,
      ListUsers listUsers) {
    this.caller = caller;
    this.createUser = createUser;
    this.changeUser = changeUser;
    this.findUser = findUser;
    this.listUsers = listUsers;
  }

  /// The user to make.
  @Schema(name = "NewUser")
  record NewUser(
      @Schema(examples = "ada", required = true) @Nullable String name,
      @Schema(examples = "Ada Lovelace") @Nullable String title,
      @Schema(description = "admin, auditor or member (default)") @Nullable String role,
      @Schema(description = "person (default) or service") @Nullable String kind) {}

  /// What shall be different; what is left out stays.
  @Schema(name = "UserChange", examples = "{\"disabled\":true}")
  record UserChange(@Nullable String title, @Nullable String role, @Nullable Boolean disabled) {}

  @POST
  @ResponseStatus(201)
  @RolesAllowed("admin")
  @Operation(summary = "Make a user", description = "Installation admins only.")
  public UserBody create(@Nullable NewUser body) {
    var given = Given.body(body);
    var command =
        new CreateUser.Command(
            Name.of("name", Given.required("name", given.name())),
            Given.title(given.title()),
            Optional.ofNullable(given.kind())
                .map(kind -> UserKind.of("kind", kind))
                .orElse(UserKind.PERSON),
            Optional.ofNullable(given.role())
                .map(role -> InstallationRole.of("role", role))
                .orElse(InstallationRole.MEMBER));
    return UserBody.of(createUser.run(caller.principal(), command));
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List users",
      description =
          "Installation admins and auditors see all; others see themselves and whom they meet in"
              + " a team or registry.")
  public PageBody<UserBody> list(@BeanParam PageQuery page) {
    return PageBody.of(listUsers.run(caller.principal(), page.toRequest()), UserBody::of);
  }

  @GET
  @Path("{user}")
  @RolesAllowed("read")
  @Operation(summary = "Show a user", description = "Role, kind, and whether disabled.")
  public UserBody find(@PathParam("user") String user) {
    return UserBody.of(findUser.run(caller.principal(), Name.of("user", user)));
  }

  @PATCH
  @Path("{user}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Change a user",
      description =
          "Title, installation role, or disabled: a disabled user's keys stop at once."
              + " Installation admins only.")
  public UserBody change(@PathParam("user") String user, @Nullable UserChange body) {
    var given = Given.body(body);
    var command =
        new ChangeUser.Command(
            Given.title(given.title()),
            Optional.ofNullable(given.role()).map(role -> InstallationRole.of("role", role)),
            Optional.ofNullable(given.disabled()));
    return UserBody.of(changeUser.run(caller.principal(), Name.of("user", user), command));
  }
}
