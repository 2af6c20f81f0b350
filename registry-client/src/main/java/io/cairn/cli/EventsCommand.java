// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.EventsRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What happened.
@Command(
    name = "events",
    description = {
      "List what happened, oldest first; with --follow print it as it happens.",
      "With --json each event is one object on a line of its own (NDJSON)."
    },
    footer = {
      "  cairn events --in models/digits",
      "  cairn events --after 1042 --kind alias.moved --kind alias.removed --json",
      "  cairn events --follow --in models/digits --kind alias.moved --json"
    })
final class EventsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--after",
      paramLabel = "N",
      description = "Begin behind the event with that number (default: the first; to follow: now).")
  private Optional<Long> after = Optional.empty();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on printing; a line that breaks is opened again where it ended.")
  private boolean isFollowing;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only events of that kind, such as alias.moved or alias.*; may be repeated.")
  private List<String> kinds = List.of();

  @Option(
      names = "--in",
      paramLabel = "PATH",
      description = "Only what happened in that team, registry, project, collection, model or run.")
  private Optional<String> in = Optional.empty();

  @Option(names = "--max", paramLabel = "N", description = "Stop after so many events.")
  private Optional<Long> max = Optional.empty();

  private long printed;

  EventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (max.isPresent() && max.get() < 1) {
      throw CairnException.usage("--max must be at least 1");
    }
    if (after.isPresent() && after.get() < 0) {
      throw CairnException.usage("--after must be a number from 0 on");
    }
    var place = after.isPresent() ? OptionalLong.of(after.get()) : OptionalLong.empty();
    var request = new EventsRequest(place, kinds, in);
    var events = session.client().events();
    var output = session.output();
    if (isFollowing) {
      events.follow(request, this::print, why -> output.remark("following again: " + why));
    } else {
      events.read(request, max.orElse(Long.MAX_VALUE), this::print);
      if (printed == 0) {
        output.remark("no events");
      }
    }
    return 0;
  }

  /// @return whether more are wanted
  private boolean print(JsonNode event) {
    var output = session.output();
    if (output.isJson()) {
      output.out().println(event);
      output.out().flush();
    } else {
      output.line(line(event));
    }
    printed++;
    return printed < max.orElse(Long.MAX_VALUE) && !output.out().checkError();
  }

  private static String line(JsonNode event) {
    return String.format(
        "%6s  %s  %-22s %s%s  %s",
        Text.of(event, "seq"),
        second(Text.of(event, "at")),
        Text.of(event, "kind"),
        Text.of(event, "path"),
        Text.of(event, "actor").isEmpty() ? "" : "  by " + Text.of(event, "actor"),
        detail(event.path("data")));
  }

  private static String second(String instant) {
    return instant.length() >= 19 ? instant.substring(0, 19).replace('T', ' ') : instant;
  }

  /// A move of an alias as people say it; of other events what they hold.
  private static String detail(JsonNode data) {
    if (!data.has("alias") || !data.has("to")) {
      return data.isEmpty() ? "" : data.toString();
    }
    var from = Text.of(data, "from");
    var to = Text.of(data, "to");
    return Text.of(data, "alias")
        + " "
        + (from.isEmpty() ? "nothing" : "v" + from)
        + " → "
        + (to.isEmpty() ? "nothing" : "v" + to)
        + (Text.of(data, "reason").isEmpty() ? "" : " (" + Text.of(data, "reason") + ")");
  }
}
