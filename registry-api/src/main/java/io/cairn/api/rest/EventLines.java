// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.core.audit.ToldEvent;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;

/// What a follower found, as server-sent events.
final class EventLines {
  private final Sse sse;
  private final ObjectMapper json;

  EventLines(Sse sse, ObjectMapper json) {
    this.sse = sse;
    this.json = json;
  }

  /// With a comment the client also learns how far the stream has come: an `id` without data sets
  /// what it comes back with.
  List<OutboundSseEvent> of(EventFollower.Found found) {
    var lines = new ArrayList<OutboundSseEvent>();
    found.events().forEach(event -> lines.add(line(event)));
    if (!found.comment().isEmpty()) {
      lines.add(
          sse.newEventBuilder()
              .id(Long.toString(found.through()))
              .comment(found.comment())
              .build());
    }
    return lines;
  }

  private OutboundSseEvent line(ToldEvent event) {
    try {
      return sse.newEventBuilder()
          .id(Long.toString(event.seq()))
          .mediaType(MediaType.TEXT_PLAIN_TYPE)
          .data(String.class, json.writeValueAsString(EventBody.of(event)))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event can always be written", e);
    }
  }
}
