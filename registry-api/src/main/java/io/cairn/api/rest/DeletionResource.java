// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.SearchVersions;
import io.cairn.core.keep.DeleteByQuery;
import io.cairn.core.keep.Deletion;
import io.cairn.core.keep.UndoDeletion;
import io.cairn.core.name.Name;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Many versions deleted in one act, and brought back in one.
@Path("/api/v1/deletions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Deletions", description = "Many versions deleted in one act, by a query or a rule")
public class DeletionResource {
  private final Caller caller;
  private final DeleteByQuery deleteByQuery;
  private final UndoDeletion undoDeletion;

  DeletionResource(Caller caller, DeleteByQuery deleteByQuery, UndoDeletion undoDeletion) {
    this.caller = caller;
    this.deleteByQuery = deleteByQuery;
    this.undoDeletion = undoDeletion;
  }

  /// What to delete.
  @Schema(
      name = "NewDeletion",
      examples =
          "{\"team\":\"vision\",\"project\":\"digits\",\"where\":[\"metadata.accuracy<0.5\"],"
              + "\"dryRun\":true}")
  record NewDeletion(
      @Schema(description = "As in a search; at least one condition or a type")
          @Nullable List<@Nullable String> where,
      @Nullable String type,
      @Nullable String team,
      @Nullable String project,
      @Nullable String registry,
      @Schema(description = "Only say what would go") @Nullable Boolean dryRun,
      @Schema(description = "Of the page before, so that all is one deletion")
          @Nullable String deletion,
      @Schema(description = "The next of the page before") @Nullable String cursor,
      @Schema(description = "Versions looked at in this page, 1 to 1,000; 100 if left out")
          @Nullable Integer limit) {

    DeleteByQuery.Command toCommand() {
      var texts = new ArrayList<String>();
      if (where != null) {
        where.forEach(text -> texts.add(Given.required("where", text)));
      }
      if (type != null) {
        texts.add("type=\"" + Name.of("type", type).text() + "\"");
      }
      var conditions = texts.isEmpty() ? Given.required("where", null) : "";
      var query =
          new SearchVersions.Query(
              Condition.parseAll(texts),
              name("team", team),
              name("project", project),
              name("registry", registry),
              Optional.empty());
      return new DeleteByQuery.Command(
          query,
          conditions + String.join(", ", texts),
          Optional.ofNullable(deletion).map(DeletionResource::parsed),
          new PageRequest(
              limit == null ? PageRequest.DEFAULT_LIMIT : limit,
              Optional.ofNullable(cursor).map(Cursor::parse)));
    }

    private static Optional<Name> name(String field, @Nullable String text) {
      return Optional.ofNullable(text).map(given -> Name.of(field, given));
    }
  }

  /// What became of one page.
  @Schema(
      name = "DeletionPage",
      examples =
          "{\"deletion\":\"01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b4f\",\"items\":[],\"next\":null}")
  record DeletionPage(
      @Schema(description = "Undoes all pages at once; null if nothing was deleted")
          @Nullable String deletion,
      List<VerdictBody> items,
      @Schema(description = "The cursor of the next page, or null") @Nullable String next) {
    static DeletionPage of(DeleteByQuery.Outcome outcome) {
      return new DeletionPage(
          outcome.deletion().map(UUID::toString).orElse(null),
          outcome.verdicts().stream().map(VerdictBody::of).toList(),
          outcome.next().map(Cursor::wire).orElse(null));
    }
  }

  /// A deletion on the wire.
  @Schema(
      name = "Deletion",
      examples =
          "{\"id\":\"01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b4f\",\"namespace\":\"vision\","
              + "\"kind\":\"query\",\"cause\":\"metadata.accuracy<0.5\",\"versions\":12,"
              + "\"begunAt\":\"2026-10-01T12:00:00Z\",\"begunBy\":\"ada\",\"undoneAt\":null}")
  record DeletionBody(
      String id,
      @Schema(description = "The team or registry") String namespace,
      @Schema(description = "query or rule") String kind,
      @Schema(description = "The query, or the rule as it was") String cause,
      @Schema(description = "How many it took along") long versions,
      Instant begunAt,
      @Nullable String begunBy,
      @Nullable Instant undoneAt) {
    static DeletionBody of(Deletion deletion) {
      return new DeletionBody(
          deletion.id().toString(),
          deletion.namespace(),
          deletion.kind(),
          deletion.cause(),
          deletion.versions(),
          deletion.begunAt(),
          deletion.begunBy().orElse(null),
          deletion.undoneAt().orElse(null));
    }
  }

  /// What came back.
  @Schema(name = "UndoneDeletion", examples = "{\"restored\":12,\"stayed\":0,\"why\":[]}")
  record Undone(
      long restored,
      @Schema(description = "Could not come back") long stayed,
      @Schema(description = "Of the first 100 of these") List<String> why) {}

  @POST
  @RolesAllowed("write")
  @Operation(
      summary = "Delete the versions that a search finds",
      description =
          "A page of them; asked again with `deletion` and `cursor` of the answer until `next` is"
              + " null, all is one deletion. What is linked, bears an alias that somebody set, or is"
              + " the base of an open draft stays. Needs a team or registry, and the right to write"
              + " there.")
  public DeletionPage delete(@Nullable NewDeletion body) {
    var given = Given.required("body", body);
    var command = given.toCommand();
    return DeletionPage.of(
        Boolean.TRUE.equals(given.dryRun())
            ? deleteByQuery.preview(caller.principal(), command)
            : deleteByQuery.run(caller.principal(), command));
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List deletions of many versions",
      description = "By queries and by keep rules, newest first, of all that the caller may read.")
  public PageBody<DeletionBody> list(@BeanParam PageQuery page) {
    return PageBody.of(undoDeletion.list(caller.principal(), page.toRequest()), DeletionBody::of);
  }

  @POST
  @Path("{id}/undo")
  @RolesAllowed("write")
  @Operation(
      summary = "Bring back all that a deletion took along",
      description =
          "As `undelete` does with each. What cannot come back, since its time is over or its"
              + " content was logged again, stays deleted and is told.")
  public Undone undo(@PathParam("id") String id) {
    var outcome = undoDeletion.run(caller.principal(), parsed(id));
    return new Undone(outcome.restored(), outcome.stayed(), outcome.why());
  }

  private static UUID parsed(String id) {
    return Parsed.id("the deletion asked for", id);
  }
}
