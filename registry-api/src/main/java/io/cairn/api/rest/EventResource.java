// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.audit.FindEventScope;
import io.cairn.core.audit.ReadEvents;
import io.cairn.core.page.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What happened.
@Path("/api/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events", description = "What happened, in one order for all readers")
public class EventResource {
  private final Caller caller;
  private final ReadEvents readEvents;
  private final FindEventScope findEventScope;

  EventResource(Caller caller, ReadEvents readEvents, FindEventScope findEventScope) {
    this.caller = caller;
    this.readEvents = readEvents;
    this.findEventScope = findEventScope;
  }

  /// Some events, and after which one the next page begins; null on the last page.
  @Schema(name = "EventPage")
  record EventPage(
      List<EventBody> items,
      @Schema(description = "The `after` of the next page; null if this is the last")
          @Nullable Long next,
      @Schema(
              description =
                  "Everything up to here was looked at: ask again later with this `after`")
          long through) {}

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Read events",
      description =
          "Those after the given number, oldest first. Admins and auditors of the installation read"
              + " all, others those of the teams and registries that they may read. With filters a"
              + " page may be empty and have a next one.")
  public EventPage read(
      @Parameter(description = "`seq` of the last event that was read; 0 if missing.")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(description = "1 to 1,000; 100 if missing.") @QueryParam("limit")
          @Nullable String limit,
      @BeanParam EventQuery query) {
    var count = limit == null ? PageRequest.DEFAULT_LIMIT : EventQuery.place("limit", limit);
    var place = after == null ? 0 : EventQuery.place("after", after);
    var actor = caller.principal();
    var filter = query.toFilter(actor, findEventScope);
    var batch = readEvents.run(actor, filter, place, (int) Math.min(count, PageRequest.MAX_LIMIT));
    return new EventPage(
        batch.events().stream().map(EventBody::of).toList(),
        batch.isLast() ? null : (Long) batch.through(),
        batch.through());
  }
}
