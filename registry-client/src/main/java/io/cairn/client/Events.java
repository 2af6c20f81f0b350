// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What happened, in one order for all readers: `seq` is an event's place.
public final class Events {
  private static final int PAGE = 500;

  private final Transport transport;

  Events(Transport transport) {
    this.transport = transport;
  }

  /// Hands on the events so far, oldest first, at most `max`.
  ///
  /// @return the place up to which all was looked at: ask again later with it as `after`
  public long read(EventsRequest request, long max, Consumer<JsonNode> sink) {
    var through = request.after().orElse(0);
    var left = max;
    while (left > 0) {
      var route =
          request
              .on("events")
              .with("after", Long.toString(through))
              .with("limit", Long.toString(Math.min(PAGE, left)));
      var page = transport.json(Call.get(route));
      page.path("items").forEach(sink);
      left -= page.path("items").size();
      through = Json.number(page, "through");
      if (Json.textOrNull(page, "next") == null) {
        break;
      }
    }
    return through;
  }

  /// Hands on events as they happen, each once and in order, for as long as `wantsMore` says so of
  /// the last one. A line that breaks or goes silent is opened again where it ended, for as long as
  /// it takes once it was open.
  ///
  /// @param trouble is told why the line is opened again
  /// @throws CairnException if the server refuses, or cannot be reached at first
  public void follow(
      EventsRequest request, Predicate<JsonNode> wantsMore, Consumer<String> trouble) {
    var place = request.after();
    var hasBeenOpen = false;
    for (var attempt = 0; ; attempt++) {
      var route = request.on("events", "stream");
      var call = Call.get(place.isPresent() ? route.with("after", "" + place.getAsLong()) : route);
      try (var line = new EventLine(transport.open(call.header("Accept", "text/event-stream")))) {
        hasBeenOpen = true;
        while (line.next()) {
          attempt = 0;
          place = line.place().isPresent() ? line.place() : place;
          var event = line.event();
          if (event.isPresent() && !wantsMore.test(event.get())) {
            return;
          }
        }
        trouble.accept("the server ended the stream");
      } catch (IOException e) {
        trouble.accept("the line broke: " + e.getMessage());
      } catch (CairnException e) {
        if (e.kind() != Kind.TRY_AGAIN || !hasBeenOpen) {
          throw e;
        }
        trouble.accept(e.text());
      }
      transport.restBeforeAttempt(attempt);
    }
  }
}
