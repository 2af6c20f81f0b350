// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.LinkVersion.IfLinked;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// Links versions of projects into registered models.
@Path("/api/v1/registries/{registry}/models/{model}/links")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class LinkResource {
  private final Caller caller;
  private final LinkVersion linkVersion;

  LinkResource(Caller caller, LinkVersion linkVersion) {
    this.caller = caller;
    this.linkVersion = linkVersion;
  }

  /// The link to make.
  @Schema(name = "NewLink")
  record NewLink(
      @Schema(examples = "vision/digits/classifier:best", required = true) @Nullable String source,
      @Nullable List<@Nullable String> aliases,
      @Schema(description = "`return-existing` (default) or `new-number`")
          @Nullable String ifLinked,
      @Nullable String description) {}

  @POST
  @RolesAllowed("write")
  @Operation(
      summary = "Link a version into a registered model",
      description =
          "Publishes it to the registry's readers, so it needs a member of both the registry and"
              + " the team. The model is made if there is none.")
  @APIResponse(responseCode = "201", description = "Linked as the model's next version.")
  @APIResponse(responseCode = "200", description = "It was linked already.")
  public RestResponse<VersionBody> link(
      @PathParam("registry") String registry,
      @PathParam("model") String model,
      @Nullable NewLink body) {
    var given = Given.body(body);
    var command =
        new LinkVersion.Command(
            new CollectionPath.InRegistry(Name.of("registry", registry), Name.of("model", model)),
            source(Given.required("source", given.source())),
            Parsed.labels("aliases", given.aliases()),
            ifLinked(given.ifLinked()),
            Optional.ofNullable(given.description()).orElse(""));
    var linked = linkVersion.run(caller.principal(), command);
    return VersionAnswer.of(
        linked.isNew() ? Status.CREATED : Status.OK, linked.version(), linked.isNew());
  }

  private static Reference source(String text) {
    try {
      return Reference.parse(text);
    } catch (Failure.Invalid e) {
      throw new Failure.Invalid("source", e.rule(), e.text());
    }
  }

  private static IfLinked ifLinked(@Nullable String text) {
    return switch (text) {
      case null -> IfLinked.RETURN_EXISTING;
      case "return-existing" -> IfLinked.RETURN_EXISTING;
      case "new-number" -> IfLinked.NEW_NUMBER;
      default ->
          throw new Failure.Invalid(
              "ifLinked", "ifLinked.unknown", "ifLinked must be return-existing or new-number");
    };
  }
}
