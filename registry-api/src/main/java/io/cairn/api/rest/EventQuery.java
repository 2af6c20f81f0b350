// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.access.Principal;
import io.cairn.core.audit.EventFilter;
import io.cairn.core.audit.FindEventScope;
import io.cairn.core.failure.Failure;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters by which events are chosen, for `@BeanParam`.
public final class EventQuery {
  @Parameter(
      description = "A kind such as `alias.moved`, or `alias.*`; may be given up to 20 times.",
      example = "alias.moved")
  @QueryParam("kind")
  public @Nullable List<String> kind;

  @Parameter(
      description =
          "Only what happened in that team, registry, team/project, team/project/collection,"
              + " registry/model or team/project/runs/run.",
      example = "models/digits")
  @QueryParam("in")
  public @Nullable String in;

  @Parameter(description = "Only what happened to the thing of that id.")
  @QueryParam("subject")
  public @Nullable String subject;

  /// @throws Failure.Invalid naming the parameter
  /// @throws Failure.NotFound if the caller may not read the place
  EventFilter toFilter(Principal actor, FindEventScope findEventScope) {
    return new EventFilter(
        kind == null ? List.of() : kind,
        Optional.ofNullable(in).map(text -> findEventScope.run(actor, text)),
        Optional.ofNullable(subject).map(EventQuery::id));
  }

  private static UUID id(String text) {
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException _) {
      // As below.
    }
    throw new Failure.Invalid("subject", "subject.grammar", "subject must be an id");
  }

  static long place(String field, String given) {
    try {
      var number = Long.parseLong(given);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below, as a negative number is.
    }
    throw new Failure.Invalid(field, field + ".range", field + " must be a whole number from 0 on");
  }
}
