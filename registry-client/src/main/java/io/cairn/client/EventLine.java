// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One open stream of server-sent events (WHATWG HTML §9.2), read block by block. The server says
/// something each 15 seconds; a line that is silent for longer is dead, and is closed.
final class EventLine implements AutoCloseable {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

  private final BufferedReader lines;
  private final InputStream bytes;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long heardNanos = System.nanoTime();
  private OptionalLong place = OptionalLong.empty();
  private Optional<JsonNode> event = Optional.empty();

  EventLine(HttpResponse<InputStream> response) {
    bytes = response.body();
    lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    Thread.ofVirtual().name("cairn-events-watch").start(this::watch);
  }

  /// Reads one block.
  ///
  /// @return false if the server has ended the stream
  boolean next() throws IOException {
    event = Optional.empty();
    var data = new StringBuilder();
    while (true) {
      var line = lines.readLine();
      if (line == null) {
        return false;
      }
      heardNanos = System.nanoTime();
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          event = Optional.of(Json.parse(data.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return true;
      }
      take(line, data);
    }
  }

  private void take(String line, StringBuilder data) {
    if (line.startsWith("id:")) {
      var id = line.substring(3).strip();
      if (id.matches("[0-9]{1,18}")) {
        place = OptionalLong.of(Long.parseLong(id));
      }
    } else if (line.startsWith("data:")) {
      data.append(line.substring(5).strip());
    }
  }

  /// Up to where the stream was read; empty before the first block that says so.
  OptionalLong place() {
    return place;
  }

  /// The event of the last block; empty if it only said that the line lives.
  Optional<JsonNode> event() {
    return event;
  }

  private void watch() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        if (System.nanoTime() - heardNanos > LONGEST_SILENCE.toNanos()) {
          bytes.close();
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // It is closed, and the reader finds out.
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    bytes.close();
  }
}
