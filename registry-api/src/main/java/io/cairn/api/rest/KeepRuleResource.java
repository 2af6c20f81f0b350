// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.JobKind;
import io.cairn.core.keep.KeepRule;
import io.cairn.core.keep.PreviewKeepRule;
import io.cairn.core.keep.ReadKeepRules;
import io.cairn.core.keep.SetKeepRule;
import io.cairn.core.keep.SetRule;
import io.cairn.core.keep.StartKeeping;
import io.cairn.core.retention.ReadJobs;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// What teams, registries and collections keep of their old versions.
@Path("/api/v1/keep-rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Keep rules", description = "Which old versions stay, and why; the others go")
public class KeepRuleResource {
  private final Caller caller;
  private final SetKeepRule setKeepRule;
  private final ReadKeepRules readKeepRules;
  private final PreviewKeepRule previewKeepRule;
  private final StartKeeping startKeeping;
  private final ReadJobs readJobs;

  KeepRuleResource(
      Caller caller,
      SetKeepRule setKeepRule,
      ReadKeepRules readKeepRules,
      PreviewKeepRule previewKeepRule,
      StartKeeping startKeeping,
      ReadJobs readJobs) {
    this.caller = caller;
    this.setKeepRule = setKeepRule;
    this.readKeepRules = readKeepRules;
    this.previewKeepRule = previewKeepRule;
    this.startKeeping = startKeeping;
    this.readJobs = readJobs;
  }

  /// A rule to set.
  @Schema(
      name = "NewKeepRule",
      examples = "{\"keepLast\":5,\"ancestorDays\":90,\"expireAfterDays\":30}")
  record NewKeepRule(
      @Schema(description = "So many of the newest of each collection stay; 0 if left out")
          @Nullable Long keepLast,
      @Schema(
              description =
                  "What a protected alias pointed at within so many days stays, with all that it"
                      + " was made of; 0 if left out: no such care")
          @Nullable Long ancestorDays,
      @Schema(description = "What nothing keeps goes when it is so many days old")
          @Nullable Long expireAfterDays) {
    KeepRule toRule() {
      return rule(keepLast, ancestorDays, Given.required("expireAfterDays", expireAfterDays));
    }
  }

  /// A rule in its place.
  @Schema(
      name = "KeepRule",
      examples =
          "{\"scope\":\"vision\",\"keepLast\":5,\"ancestorDays\":90,\"expireAfterDays\":30,"
              + "\"setAt\":\"2026-10-01T12:00:00Z\",\"setBy\":\"ada\"}")
  record KeepRuleBody(
      @Schema(description = "A team or registry, or a collection in one") String scope,
      long keepLast,
      long ancestorDays,
      long expireAfterDays,
      Instant setAt,
      String setBy) {
    static KeepRuleBody of(SetRule set) {
      return new KeepRuleBody(
          set.scope(),
          set.rule().last(),
          set.rule().ancestorDays(),
          set.rule().expireDays(),
          set.setAt(),
          set.setBy());
    }
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List keep rules",
      description = "Of all places that the caller may read, in the order they were made.")
  public PageBody<KeepRuleBody> list(@BeanParam PageQuery page) {
    return PageBody.of(readKeepRules.run(caller.principal(), page.toRequest()), KeepRuleBody::of);
  }

  @GET
  @Path("one")
  @RolesAllowed("read")
  @Operation(
      summary = "Show the keep rule of a place",
      description = "404 if the place has none of its own.")
  public KeepRuleBody find(
      @Parameter(description = "A team or registry, or a collection in one", example = "vision")
          @QueryParam("scope")
          @Nullable String scope) {
    return KeepRuleBody.of(readKeepRules.of(caller.principal(), Given.required("scope", scope)));
  }

  @PUT
  @Path("one")
  @RolesAllowed("admin")
  @Operation(
      summary = "Set the keep rule of a place",
      description =
          "A collection's own rule takes the place of that of its team or registry. Whatever it"
              + " says, a version stays that is linked, bears an alias that somebody set, or is the"
              + " base of an open draft. Applied once a day. For admins of the team or registry.")
  public KeepRuleBody set(
      @Parameter(description = "A team or registry, or a collection in one", example = "vision")
          @QueryParam("scope")
          @Nullable String scope,
      @Nullable NewKeepRule body) {
    var rule = Given.required("body", body).toRule();
    return KeepRuleBody.of(
        setKeepRule
            .run(caller.principal(), Given.required("scope", scope), Optional.of(rule))
            .orElseThrow());
  }

  @DELETE
  @Path("one")
  @RolesAllowed("admin")
  @Operation(
      summary = "Remove the keep rule of a place",
      description = "All is kept there again, unless a rule above it holds. None is no error.")
  public void remove(
      @Parameter(description = "A team or registry, or a collection in one", example = "vision")
          @QueryParam("scope")
          @Nullable String scope) {
    setKeepRule.run(caller.principal(), Given.required("scope", scope), Optional.empty());
  }

  @GET
  @Path("preview")
  @RolesAllowed("read")
  @Operation(
      summary = "Show what a keep rule would do",
      description =
          "To each version of the place, as things stand now, with what keeps it: the rule that"
              + " holds there, or the one given here, and times to live."
              + " A page may be short though more follow.")
  public PageBody<VerdictBody> preview(
      @Parameter(description = "A team or registry, or a collection in one", example = "vision")
          @QueryParam("scope")
          @Nullable String scope,
      @Parameter(description = "Try this rule", example = "5") @QueryParam("keepLast")
          @Nullable Long keepLast,
      @Parameter(example = "90") @QueryParam("ancestorDays") @Nullable Long ancestorDays,
      @Parameter(description = "Needed to try another rule", example = "30")
          @QueryParam("expireAfterDays")
          @Nullable Long expireAfterDays,
      @Parameter(description = "true: only those that go", example = "true") @QueryParam("going")
          @Nullable Boolean going,
      @BeanParam PageQuery page) {
    if (expireAfterDays == null && (keepLast != null || ancestorDays != null)) {
      throw new Failure.Invalid(
          "expireAfterDays", "keep.required", "expireAfterDays is needed to try another rule");
    }
    var tried =
        expireAfterDays == null
            ? Optional.<KeepRule>empty()
            : Optional.of(rule(keepLast, ancestorDays, expireAfterDays));
    return PageBody.of(
        previewKeepRule.run(
            caller.principal(),
            Given.required("scope", scope),
            tried,
            Boolean.TRUE.equals(going),
            page.toRequest()),
        VerdictBody::of);
  }

  @POST
  @Path("apply")
  @ResponseStatus(202)
  @RolesAllowed("admin")
  @Operation(
      summary = "Apply all keep rules and times to live now",
      description =
          "In the background, as once a day by itself. For installation admins. 409 `job.open` if"
              + " they are being applied.")
  public JobBody apply() {
    return JobBody.of(startKeeping.run(caller.principal()));
  }

  @GET
  @Path("apply")
  @RolesAllowed("admin")
  @Operation(
      summary = "Show how far the keep rules are applied",
      description =
          "`blobs` counts the versions deleted, `bytes` their sizes. For admins and auditors of the"
              + " installation.")
  public JobBody applied() {
    return JobBody.of(readJobs.latest(caller.principal(), JobKind.KEEP));
  }

  private static KeepRule rule(
      @Nullable Long keepLast, @Nullable Long ancestorDays, long expireAfterDays) {
    return new KeepRule(
        keepLast == null ? 0 : keepLast, ancestorDays == null ? 0 : ancestorDays, expireAfterDays);
  }
}
