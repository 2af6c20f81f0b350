// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.audit.ReadEvents;
import io.cairn.core.audit.ToldEvent;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  EventResource(Caller caller, ReadEvents readEvents) {
    this.caller = caller;
    this.readEvents = readEvents;
  }

  /// An event on the wire.
  @Schema(name = "Event", description = "One fact that happened")
  record EventBody(
      @Schema(description = "Its place in the stream") long seq,
      String id,
      @Schema(examples = "alias.moved") String kind,
      Instant at,
      @Schema(description = "Who did it; null if the system did it by itself")
          @Nullable String actor,
      @Schema(examples = "run") String subjectKind,
      String subjectId,
      Map<String, @Nullable Object> data) {
    static EventBody of(ToldEvent event) {
      return new EventBody(
          event.seq(),
          event.id().toString(),
          event.kind(),
          event.at(),
          event.actor().map(Name::text).orElse(null),
          event.subjectKind(),
          event.subjectId().toString(),
          event.data().members());
    }
  }

  /// Some events, and after which one the next page begins; null on the last page.
  @Schema(name = "EventPage")
  record EventPage(
      List<EventBody> items,
      @Schema(description = "The `after` of the next page; null if this is the last")
          @Nullable Long next) {}

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Read events",
      description =
          "Those after the given number, oldest first. Admins and auditors of the installation read"
              + " all, others those of the teams and registries that they may read.")
  public EventPage read(
      @Parameter(description = "`seq` of the last event that was read; 0 if missing.")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(description = "1 to 1,000; 100 if missing.") @QueryParam("limit")
          @Nullable String limit) {
    long count = number("limit", limit, PageRequest.DEFAULT_LIMIT);
    var request =
        new PageRequest(
            (int) Math.min(count, PageRequest.MAX_LIMIT),
            Optional.of(Cursor.of(number("after", after, 0))));
    var page = readEvents.run(caller.principal(), request);
    return new EventPage(
        page.items().stream().map(EventBody::of).toList(),
        page.next().map(Cursor::seq).orElse(null));
  }

  private static long number(String field, @Nullable String given, long whenMissing) {
    try {
      long number = given == null ? whenMissing : Long.parseLong(given);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below, as a negative number is.
    }
    throw new Failure.Invalid(field, field + ".range", field + " must be a whole number from 0 on");
  }
}
