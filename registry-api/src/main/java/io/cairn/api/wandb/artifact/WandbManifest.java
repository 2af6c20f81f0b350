// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Reads the SDK's manifest entry by entry: memory is flat. Close it.
final class WandbManifest implements WandbEntries.Walk {
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> MEMBERS =
      new TypeReference<>() {};

  private final JsonParser parser;
  private @Nullable WandbEntry next;

  /// Closes the stream with itself.
  WandbManifest(InputStream in) {
    try {
      this.parser = LooseJson.mapper().getFactory().createParser(in);
      seekContents();
      advance();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private void seekContents() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refused();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      if (name.equals("contents")) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw refused();
        }
        return;
      }
      parser.skipChildren();
    }
    throw refused();
  }

  private void advance() throws IOException {
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      next = null;
      return;
    }
    var path = parser.currentName();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refused();
    }
    LinkedHashMap<String, @Nullable Object> members = LooseJson.mapper().readValue(parser, MEMBERS);
    next = WandbEntry.of(path, members);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public WandbEntry next() {
    var entry = next;
    if (entry == null) {
      throw new NoSuchElementException();
    }
    try {
      advance();
    } catch (IOException e) {
      throw broken(e);
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException _) {
      // It was read only.
    }
  }

  private static Failure broken(IOException e) {
    return e instanceof JsonProcessingException
        ? refused()
        : new Failure.Unavailable("the artifact's manifest", e);
  }

  private static Failure refused() {
    return new Failure.Invalid(
        "manifest", "manifest.json", "the artifact's manifest must be JSON with contents");
  }
}
