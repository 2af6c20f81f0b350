// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.content.Digest;
import io.cairn.core.export.ExportDescription;
import io.cairn.core.export.FactFile;
import io.cairn.core.failure.Failure;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an export says of itself, as far as its import needs it.
@Schema(
    name = "ImportBegun",
    examples =
        "{\"format\":\"export/1\",\"facts\":[{\"file\":\"facts/users.ndjson\",\"rows\":3,"
            + "\"sha256\":\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"}]}")
record ImportBody(
    @Nullable String format,
    @Schema(description = "Every file of the format, once") @Nullable List<@Nullable File> facts) {
  /// A file of facts.
  @Schema(name = "ImportFile")
  record File(@Nullable String file, @Nullable Long rows, @Nullable String sha256) {
    private static final String HEAD = "facts/";
    private static final String TAIL = ".ndjson";

    FactFile toFile() {
      var path = Given.required("file", file);
      if (!path.startsWith(HEAD) || !path.endsWith(TAIL)) {
        throw new Failure.Invalid(
            "file", "facts.files", "file must be facts/<noun>.ndjson, not '" + path + "'");
      }
      var noun = path.substring(HEAD.length(), path.length() - TAIL.length());
      var count = Given.required("rows", rows);
      if (count < 0) {
        throw new Failure.Invalid("rows", "rows.range", "rows must not be negative");
      }
      return new FactFile(noun, count, Digest.parse("sha256", Given.required("sha256", sha256)));
    }
  }

  ExportDescription toDescription() {
    var given = Given.required("format", format);
    if (!given.equals(ExportDescription.FORMAT)) {
      throw new Failure.Invalid(
          "format",
          "export.format",
          "format is '%s', and this server reads %s; import with a newer server"
              .formatted(given, ExportDescription.FORMAT));
    }
    return new ExportDescription(
        Given.required("facts", facts).stream()
            .map(file -> Given.required("facts", file).toFile())
            .toList());
  }
}
