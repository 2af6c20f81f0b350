// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.cairn.core.failure.Failure;
import java.util.stream.Collectors;

/// Says what was wrong with a JSON body, without the words of the parser's own classes.
final class JsonFailures {
  private JsonFailures() {}

  static Failure of(JsonProcessingException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Failure failure) {
        return failure;
      }
    }
    return switch (thrown) {
      case UnrecognizedPropertyException e ->
          new Failure.Invalid(
              path(e), "json.unknown-field", "the body has an unknown field '" + path(e) + "'");
      case InvalidFormatException e -> mismatch(path(e));
      case MismatchedInputException e -> mismatch(path(e));
      case StreamConstraintsException _ -> limits();
      case JsonMappingException e when e.getCause() instanceof StreamConstraintsException ->
          limits();
      case JsonMappingException e -> mismatch(path(e));
      default -> syntax(thrown);
    };
  }

  private static Failure mismatch(String field) {
    return field.isEmpty()
        ? new Failure.Invalid("body", "json.type", "the body must be a JSON object of this route")
        : new Failure.Invalid(field, "json.type", field + " is missing or of the wrong JSON type");
  }

  private static Failure limits() {
    return new Failure.Invalid(
        "body", "json.limits", "the body must be JSON of at most 64 levels and 1 MiB a string");
  }

  private static Failure syntax(JsonProcessingException thrown) {
    var at = thrown.getLocation();
    var where = at == null ? "" : " near line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new Failure.Invalid(
        "body", "json.syntax", "the body must be valid JSON without duplicate keys" + where);
  }

  private static String path(JsonMappingException thrown) {
    return thrown.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
