// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends calls to one server: adds the key, repeats what may be repeated, turns error answers into
/// [CairnException]. Safe for many threads.
///
/// A connection that was never made, and 429, allow another attempt of every call; a connection
/// that broke, 502, 503 and 504 only of calls that do no harm twice, or have a key under which the
/// server carries them out once. Under such a key an attempt may find an earlier one still at work,
/// and waits for it; one whose end nobody knows allows another only of calls that do no harm twice.
/// A repeated DELETE that finds nothing is done: an earlier attempt did it, and its answer was
/// lost.
final class Transport implements AutoCloseable {
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> BUSY = Set.of(502, 503, 504);

  /// What a proxy says when the server behind it took the call and gave no answer.
  private static final Set<Integer> LOST = Set.of(502, 504);

  private static final String AT_WORK = "idempotency.in-progress";
  private static final String UNKNOWN = "idempotency.unknown";

  /// After two minutes without an answer the server calls a request one of unknown end.
  private static final Duration AT_WORK_PATIENCE = Duration.ofSeconds(135);

  private static final Set<Integer> GONE = Set.of(404, 410);
  private static final long SLOWEST_BYTES_PER_SECOND = 16 << 10;
  private static final int MAX_MOVES = 3;
  private static final int MAX_CUT_ANSWERS = 5;
  private static final Duration JSON_TIMEOUT = Duration.ofSeconds(120);

  private final URI server;
  private final @Nullable String apiKey;
  private final RetryPolicy retry;
  private final HttpClient http;
  private final String writer = WriterName.choose(System.getenv());
  private final RandomGenerator random = RandomGenerator.getDefault();
  private volatile boolean hasAnswered;

  Transport(URI server, @Nullable String apiKey, RetryPolicy retry) {
    this.server = server;
    this.apiKey = apiKey;
    this.retry = retry;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /// By which name it writes runs.
  String writer() {
    return writer;
  }

  URI server() {
    return server;
  }

  /// Sends, and reads a JSON answer; an answer without a body gives an empty object.
  JsonNode json(Call call) {
    return reply(call).body();
  }

  /// A JSON answer with its status: 201 tells that something is new.
  record Reply(int status, JsonNode body) {}

  Reply reply(Call asked) {
    var call = asked.header("Accept", "application/json, application/problem+json");
    for (var attempt = 0; ; attempt++) {
      var response = open(call);
      try (var body = response.body()) {
        return new Reply(response.statusCode(), Json.parse(body.readAllBytes()));
      } catch (IOException e) {
        if (attempt == MAX_CUT_ANSWERS || !call.maySendAgain() || !isPatient()) {
          throw unreachable(e);
        }
      }
      restBeforeAttempt(attempt);
    }
  }

  /// Sends, and hands out the answer's bytes; the caller closes them.
  ///
  /// @throws CairnException on an error answer, or when no answer comes
  HttpResponse<InputStream> open(Call asked) {
    var call = asked;
    var trouble = new Trouble();
    var isAnswerLost = false;
    for (var attempt = 0; ; attempt++) {
      var began = System.nanoTime();
      var mayPause = retry.pause(attempt, random);
      try {
        var response = follow(call);
        hasAnswered = true;
        if (response.statusCode() < 400 || isAnswerLost && isDeleted(call, response)) {
          return response;
        }
        isAnswerLost |= LOST.contains(response.statusCode());
        mayPause = longer(mayPause, retryAfter(response));
        var problem = Problem.read(response);
        var patience = problem.code().equals(AT_WORK) ? patienceAtWork() : patience();
        if (!allowsAnother(problem, call) || isOver(trouble, began, false, patience, mayPause)) {
          throw problem.exception();
        }
        call = problem.code().equals(UNKNOWN) ? call.underNewKey() : call;
      } catch (IOException e) {
        var isAllowed = wasNeverSent(e) ? !isUnknownHost(e) : call.maySendAgain();
        var isTimeout = e instanceof HttpTimeoutException;
        if (!isAllowed || isOver(trouble, began, isTimeout, patience(), mayPause)) {
          throw unreachable(e);
        }
        isAnswerLost |= !wasNeverSent(e);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      pause(mayPause);
    }
  }

  /// Sends bytes to a URL of the store that the server signed: without the key, and once.
  ///
  /// @return the status; 0 if no answer came
  int send(URI target, Map<String, String> headers, BodyPublisher body) {
    var request = HttpRequest.newBuilder(target).PUT(body).timeout(timeout(body));
    headers.forEach(request::setHeader);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean allowsAnother(Problem problem, Call call) {
    return switch (problem.code()) {
      case AT_WORK -> true;
      case UNKNOWN -> call.isRepeatable();
      default ->
          problem.status() == 429 && !isPart(call)
              || call.maySendAgain() && BUSY.contains(problem.status());
    };
  }

  /// After any answer a part of an upload may go on elsewhere than it began.
  private static boolean isPart(Call call) {
    return call.headers().containsKey("Upload-Offset");
  }

  private static boolean isDeleted(Call call, HttpResponse<?> response) {
    return call.method().equals("DELETE") && GONE.contains(response.statusCode());
  }

  /// Waits as long as before attempt number `attempt` of a call.
  void restBeforeAttempt(int attempt) {
    pause(retry.pause(attempt, random));
  }

  boolean isPatient() {
    return !retry.equals(RetryPolicy.NONE);
  }

  private HttpResponse<InputStream> follow(Call call) throws IOException, InterruptedException {
    var target = server.resolve(prefix() + call.route().text());
    var response = http.send(request(call, target), WatchedBody.handler());
    for (var moves = 0; moves < MAX_MOVES && MOVED.contains(response.statusCode()); moves++) {
      var location = response.headers().firstValue("Location");
      if (location.isEmpty()) {
        return response;
      }
      response.body().close();
      var next = target.resolve(location.get());
      if (target.getScheme().equals("https") && !"https".equals(next.getScheme())) {
        throw CairnException.of(
            Kind.REFUSED, "redirect.insecure", "the server redirects from https to " + next);
      }
      target = next;
      response = http.send(request(call, target), WatchedBody.handler());
    }
    return response;
  }

  private HttpRequest request(Call call, URI target) {
    var body = call.body().get();
    var request = HttpRequest.newBuilder(target).method(call.method(), body);
    call.headers().forEach(request::setHeader);
    request.setHeader("User-Agent", "cairn-client/" + CairnClient.VERSION);
    if (apiKey != null && isSameOrigin(target)) {
      request.setHeader("Authorization", "Bearer " + apiKey);
    }
    request.timeout(timeout(body));
    return request.build();
  }

  /// Bytes get the time that a slow line needs for them on top; a silent one ends nevertheless.
  private static Duration timeout(BodyPublisher body) {
    var bytes = Math.max(0, body.contentLength());
    return JSON_TIMEOUT.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
  }

  private boolean isSameOrigin(URI target) {
    return server.getScheme().equals(target.getScheme())
        && server.getHost().equalsIgnoreCase(target.getHost())
        && server.getPort() == target.getPort();
  }

  private String prefix() {
    var path = server.getRawPath();
    return path == null || path.equals("/") ? "" : path.replaceAll("/+$", "");
  }

  private Duration patience() {
    return hasAnswered ? retry.patience() : retry.firstPatience();
  }

  private Duration patienceAtWork() {
    return isPatient() ? longer(retry.patience(), AT_WORK_PATIENCE) : Duration.ZERO;
  }

  private static boolean isOver(
      Trouble trouble, long began, boolean isTimeout, Duration patience, Duration pause) {
    return trouble.isOver(began, System.nanoTime(), isTimeout, patience, pause);
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(Duration.ZERO);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static void pause(Duration pause) {
    try {
      RetryPolicy.rest(pause);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static CairnException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return CairnException.of(Kind.TRY_AGAIN, "interrupted", "stopped before it was done", cause);
  }

  private static boolean wasNeverSent(IOException e) {
    return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
  }

  private static boolean isUnknownHost(Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  CairnException unreachable(IOException e) {
    var why = isUnknownHost(e) ? "the host name is not known" : reason(e);
    return CairnException.of(
        Kind.TRY_AGAIN,
        "unreachable",
        "cannot reach "
            + server
            + " ("
            + why
            + "); start a server with './cairn serve', or name yours with CAIRN_URL or --url",
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
