// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.DescribeVersions;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Title;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.run.ListRunVersions;
import io.cairn.core.run.RecordInput;
import io.cairn.core.run.RunPath;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/// The versions that a run used and made.
@Path("/api/v1/teams/{team}/projects/{project}/runs/{run}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunVersionsResource {
  private final Caller caller;
  private final ResolveReference resolveReference;
  private final RecordInput recordInput;
  private final ListRunVersions listRunVersions;
  private final DescribeVersions describeVersions;

  RunVersionsResource(
      Caller caller,
      ResolveReference resolveReference,
      RecordInput recordInput,
      ListRunVersions listRunVersions,
      DescribeVersions describeVersions) {
    this.caller = caller;
    this.resolveReference = resolveReference;
    this.recordInput = recordInput;
    this.listRunVersions = listRunVersions;
    this.describeVersions = describeVersions;
  }

  /// A version that the run uses.
  @Schema(
      name = "NewInput",
      examples = "{\"ref\":\"vision/digits/data:latest\",\"role\":\"training data\"}")
  record InputBody(
      @Schema(required = true) @Nullable String ref,
      @Schema(description = "What the version is to the run") @Nullable String role) {}

  /// A version, and what it is to the run.
  @Schema(name = "RunVersion")
  record RunVersionBody(
      @JsonUnwrapped VersionBody version,
      @Schema(description = "What the version is to the run, if that was said")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String role) {}

  @POST
  @Path("inputs")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("write")
  @ResponseStatus(201)
  @Operation(
      summary = "Record an input",
      description =
          "The run used that version. Needs the right to read the version and to write the run; the"
              + " same again changes at most the role.")
  public RunVersionBody addInput(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Nullable InputBody body) {
    var given = Given.body(body);
    var reference = Reference.parse(Given.required("ref", given.ref()));
    var role = Optional.ofNullable(given.role()).map(text -> Title.of("role", text));
    var path = RunPath.of(team, project, run);
    var actor = caller.principal();
    var version = resolveReference.live(actor, reference);
    recordInput.run(actor, path, version.version().value(), role);
    return new RunVersionBody(VersionBody.of(version), role.map(Title::text).orElse(null));
  }

  @GET
  @Path("inputs")
  @RolesAllowed("read")
  @Operation(
      summary = "List inputs",
      description = "Oldest first; without those that the caller may not read or that are deleted.")
  public PageBody<RunVersionBody> inputs(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @BeanParam PageQuery page) {
    var actor = caller.principal();
    var path = RunPath.of(team, project, run);
    return described(actor, listRunVersions.inputs(actor, path, page.toRequest()));
  }

  @GET
  @Path("outputs")
  @RolesAllowed("read")
  @Operation(
      summary = "List outputs",
      description = "Oldest first; without those that the caller may not read or that are deleted.")
  public PageBody<RunVersionBody> outputs(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @BeanParam PageQuery page) {
    var actor = caller.principal();
    var path = RunPath.of(team, project, run);
    return described(actor, listRunVersions.outputs(actor, path, page.toRequest()));
  }

  private PageBody<RunVersionBody> described(Principal actor, Page<ListRunVersions.Beside> beside) {
    var ids = beside.items().stream().map(b -> new VersionId(b.version())).toList();
    var known = describeVersions.run(actor, ids);
    var items =
        beside.items().stream()
            .flatMap(b ->
                Optional.ofNullable(known.get(new VersionId(b.version()))).stream()
                    .map(view -> new RunVersionBody(VersionBody.of(view), b.role().orElse(null))))
            .toList();
    return new PageBody<>(items, beside.next().map(Cursor::wire).orElse(null));
  }
}
