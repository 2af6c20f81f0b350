// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.api.security.Caller;
import io.cairn.core.audit.EventSignal;
import io.cairn.core.audit.FindEventScope;
import io.cairn.core.audit.ReadEvents;
import io.cairn.core.time.Timeline;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Events as they happen.
@Path("/api/v1/events/stream")
@Tag(name = "Events")
public class EventStreamResource {
  private final Caller caller;
  private final ReadEvents readEvents;
  private final FindEventScope findEventScope;
  private final EventSignal signal;
  private final EventStreams streams;
  private final Timeline timeline;
  private final ObjectMapper json;

  EventStreamResource(
      Caller caller,
      ReadEvents readEvents,
      FindEventScope findEventScope,
      EventSignal signal,
      EventStreams streams,
      Timeline timeline,
      ObjectMapper json) {
    this.caller = caller;
    this.readEvents = readEvents;
    this.findEventScope = findEventScope;
    this.signal = signal;
    this.streams = streams;
    this.timeline = timeline;
    this.json = json;
  }

  @GET
  @Blocking
  @RolesAllowed("read")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow events",
      description =
          "Server-sent events: `id` is the place of an event and `data` the event as JSON, in the"
              + " order of the places, each once. Goes on after `Last-Event-ID`, else after"
              + " `after`, else with what happens from now on. A comment comes at least each 15"
              + " seconds. Ends when the key is revoked or its rights are lost; a reader that is"
              + " cut off comes back with the last `id`.")
  public Multi<OutboundSseEvent> follow(
      @Context Sse sse,
      @Parameter(description = "`seq` of the last event that was read; now if missing.")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(description = "The last `id`; comes before `after`.") @HeaderParam("Last-Event-ID")
          @Nullable String lastEventId,
      @BeanParam EventQuery query) {
    var actor = caller.principal();
    var filter = query.toFilter(actor, findEventScope);
    var start = start(after, lastEventId);
    var follower =
        new EventFollower(readEvents, signal, timeline, actor, caller.renewal(), filter, start);
    return streams.open(actor.userId(), follower, new EventLines(sse, json));
  }

  private long start(@Nullable String after, @Nullable String lastEventId) {
    if (lastEventId != null && !lastEventId.isEmpty()) {
      return EventQuery.place("Last-Event-ID", lastEventId);
    }
    return after == null ? readEvents.last() : EventQuery.place("after", after);
  }
}
