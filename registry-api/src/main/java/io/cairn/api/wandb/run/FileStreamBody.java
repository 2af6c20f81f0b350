// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request of the stream. Without any members it says that the run lives.
@JsonIgnoreProperties(ignoreUnknown = true)
record FileStreamBody(
    @Nullable Map<String, @Nullable Chunk> files,
    @Nullable Boolean complete,
    @Nullable Integer exitcode) {

  /// Lines of one file, from a line on.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Chunk(long offset, @Nullable List<@Nullable String> content) {
    List<String> lines() {
      return content == null
          ? List.of()
          : content.stream().map(line -> line == null ? "" : line).toList();
    }
  }

  static FileStreamBody read(InputStream json) throws IOException {
    try {
      FileStreamBody body = LooseJson.mapper().readValue(json, FileStreamBody.class);
      return body == null ? new FileStreamBody(null, null, null) : body;
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new Failure.Invalid("body", "json.syntax", "the body must be a JSON object");
    }
  }

  /// The lines of a file; none if it is not there.
  Chunk chunk(String file) {
    var chunk = files == null ? null : files.get(file);
    return chunk == null ? new Chunk(0, List.of()) : chunk;
  }

  boolean isComplete() {
    return Boolean.TRUE.equals(complete);
  }
}
