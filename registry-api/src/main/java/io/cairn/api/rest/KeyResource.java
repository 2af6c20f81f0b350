// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.access.CreateKey;
import io.cairn.core.access.KeyId;
import io.cairn.core.access.ListKeys;
import io.cairn.core.access.RevokeKey;
import io.cairn.core.access.Scope;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// API keys. Making and ending them needs a key of scope admin, so that a stolen lesser key cannot
/// make itself a successor.
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Users and keys")
public class KeyResource {
  private final Caller caller;
  private final CreateKey createKey;
  private final ListKeys listKeys;
  private final RevokeKey revokeKey;

  KeyResource(Caller caller, CreateKey createKey, ListKeys listKeys, RevokeKey revokeKey) {
    this.caller = caller;
    this.createKey = createKey;
    this.listKeys = listKeys;
    this.revokeKey = revokeKey;
  }

  /// The key to make.
  @Schema(name = "NewKey")
  record NewKey(
      @Schema(description = "Whose key it shall be; default: the caller's own", examples = "ada")
          @Nullable String user,
      @Schema(description = "To tell keys apart; default 'key'", examples = "laptop")
          @Nullable String name,
      @Schema(
              description = "read, write, admin; default: all that the caller's key has",
              examples = "[\"read\"]")
          @Nullable List<String> scopes,
      @Schema(description = "Default: it lives until it is revoked") @Nullable String expiresAt) {}

  /// The answer that shows the key, this once.
  @Schema(name = "CreatedKey")
  record CreatedKey(
      String id,
      @Schema(
              description = "The key itself. It is never shown again.",
              examples = "crn_p_0123456789ABCDEFGHIJKLMNOPQRSTUVWX_000000")
          String key,
      String name,
      String user,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    static CreatedKey of(CreateKey.NewKey made) {
      var key = made.key();
      return new CreatedKey(
          key.id().value().toString(),
          made.text().reveal(),
          key.name(),
          key.user().text(),
          KeyBody.texts(key.scopes()),
          key.createdAt(),
          key.expiresAt().orElse(null));
    }
  }

  @POST
  @ResponseStatus(201)
  @RolesAllowed("admin")
  @ShownOnce
  @Operation(
      summary = "Make an API key",
      description =
          "For oneself, or as an installation admin for somebody else. The answer is the only"
              + " place that shows the key.")
  public CreatedKey create(@Nullable NewKey body) {
    var given = Given.body(body);
    var command =
        new CreateKey.Command(
            Optional.ofNullable(given.user()).map(user -> Name.of("user", user)),
            Title.of("name", Optional.ofNullable(given.name()).orElse("key")),
            scopes(given.scopes()),
            Given.instant("expiresAt", given.expiresAt()));
    return CreatedKey.of(createKey.run(caller.principal(), command));
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List keys",
      description =
          "One's own, newest first; with `user` those of somebody else, for installation admins"
              + " and auditors.")
  public PageBody<KeyBody> list(
      @Parameter(description = "Whose keys; default: the caller's own") @QueryParam("user")
          @Nullable String user,
      @BeanParam PageQuery page) {
    var owner = Optional.ofNullable(user).map(name -> Name.of("user", name));
    return PageBody.of(listKeys.run(caller.principal(), owner, page.toRequest()), KeyBody::of);
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Revoke a key",
      description = "It stops at once. One's own; as an installation admin anyone's.")
  public void revoke(@PathParam("id") UUID id) {
    revokeKey.run(caller.principal(), new KeyId(id));
  }

  private static Set<Scope> scopes(@Nullable List<String> given) {
    if (given == null) {
      return Set.of();
    }
    if (given.isEmpty()) {
      throw new Failure.Invalid("scopes", "scope.some", "scopes must not be empty");
    }
    return given.stream()
        .map(word -> Scope.of("scopes", Given.required("scopes", word)))
        .collect(Collectors.toSet());
  }
}
