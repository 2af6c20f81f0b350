// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import io.cairn.reference.StoreException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What lies behind `http://` and `https://`, as whoever runs this program reaches it. Sends no
/// credentials. Not for a server that opens what others name.
public final class WebPages implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<Integer> NO_HEAD = Set.of(403, 405, 501);
  private static final Set<Integer> GONE = Set.of(404, 410);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /// By HEAD; where that is not answered, by the first byte. Empty if nothing is there.
  public Optional<Found> look(String url) throws StoreException {
    var head = send(url, request(url).HEAD());
    close(head);
    var answer = head;
    if (NO_HEAD.contains(head.statusCode())) {
      answer = send(url, request(url).setHeader("Range", "bytes=0-0"));
      close(answer);
    }
    return isThere(url, answer) ? Optional.of(found(url, answer)) : Optional.empty();
  }

  /// The bytes from `offset` on, or from the start if the server knows no ranges or has other bytes
  /// by now: the facts tell which. Empty if nothing is there.
  public Optional<Opened> open(String url, long offset, Optional<String> etag)
      throws StoreException {
    var request = request(url);
    var strong = etag.filter(tag -> !tag.startsWith("W/"));
    var from = strong.isPresent() ? offset : 0;
    if (from > 0) {
      request.setHeader("Range", "bytes=" + from + "-");
      request.setHeader("If-Range", '"' + strong.get() + '"');
    }
    var answer = send(url, request);
    if (answer.statusCode() == 416) {
      close(answer);
      return open(url, 0, etag);
    }
    if (!isThere(url, answer)) {
      close(answer);
      return Optional.empty();
    }
    var begin = answer.statusCode() == 206 ? from : 0;
    return Optional.of(new Opened(found(url, answer), begin, answer.body()));
  }

  /// @param offset of the first byte of the body
  public record Opened(Found found, long offset, InputStream body) {}

  private static HttpRequest.Builder request(String url) throws StoreException {
    try {
      return HttpRequest.newBuilder(URI.create(url))
          .timeout(PATIENCE)
          .setHeader("Accept-Encoding", "identity")
          .setHeader("User-Agent", "cairn");
    } catch (IllegalArgumentException e) {
      throw new StoreException(Why.URI, "'" + url + "' is no URL", e);
    }
  }

  private HttpResponse<InputStream> send(String url, HttpRequest.Builder request)
      throws StoreException {
    try {
      return http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new StoreException(Why.AWAY, "'" + url + "' does not answer, or the line broke", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Why.AWAY, "looking was interrupted", e);
    }
  }

  private static boolean isThere(String url, HttpResponse<?> answer) throws StoreException {
    var status = answer.statusCode();
    if (status == 200 || status == 206) {
      return true;
    }
    if (GONE.contains(status)) {
      return false;
    }
    var why = status == 429 || status >= 500 ? Why.AWAY : Why.DENIED;
    throw new StoreException(why, "'" + url + "' answers with status " + status);
  }

  private static Found found(String url, HttpResponse<?> answer) {
    return HttpFacts.found(url, answer.statusCode(), name -> answer.headers().firstValue(name));
  }

  private static void close(HttpResponse<InputStream> answer) throws StoreException {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new StoreException(Why.AWAY, "the line broke", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
