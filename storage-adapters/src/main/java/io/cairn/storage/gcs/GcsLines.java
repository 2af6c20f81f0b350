// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.api.client.http.javanet.ConnectionFactory;
import com.google.cloud.BaseServiceException;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The lines that Google's client opens. It bounds how long it waits for an answer, but not how
/// long a line may take nothing: who writes to one that stays open would wait for ever, and whoever
/// interrupts him too. So that line is closed from outside.
final class GcsLines implements ConnectionFactory {
  private static final int MAX_CUTS = 3;

  private final Map<Thread, Optional<HttpURLConnection>> ofSenders = new ConcurrentHashMap<>();

  @Override
  public HttpURLConnection openConnection(URL url) throws IOException {
    var line = (HttpURLConnection) url.openConnection();
    ofSenders.computeIfPresent(Thread.currentThread(), (_, _) -> Optional.of(line));
    return line;
  }

  /// Sends on a thread of its own. When that takes longer than `time` its line is closed, and the
  /// client tries again or tells of it.
  ///
  /// @throws Failure.Unavailable, Failure.Busy
  <T> T sending(Duration time, Callable<T> action) {
    var task = new FutureTask<>(action);
    var sender = Thread.ofVirtual().name("cairn-gcs-send").unstarted(task);
    ofSenders.put(sender, Optional.empty());
    sender.start();
    var cuts = 0;
    try {
      for (; cuts < MAX_CUTS; cuts++) {
        try {
          return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          cut(sender);
        }
      }
      throw GcsFailures.broken(new IOException("the bucket took nothing more for too long"));
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause(), cuts > 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut(sender);
      throw GcsFailures.broken(e);
    } finally {
      ofSenders.remove(sender);
    }
  }

  private void cut(Thread sender) {
    ofSenders.getOrDefault(sender, Optional.empty()).ifPresent(HttpURLConnection::disconnect);
  }

  /// @param isCut whether the client found its line closed, which it may stumble over
  private static RuntimeException failure(Throwable cause, boolean isCut) {
    return switch (cause) {
      case BaseServiceException answer -> GcsFailures.of(answer);
      case Failure failure -> failure;
      case IOException io -> GcsFailures.broken(io);
      case RuntimeException stumbled when isCut -> GcsFailures.broken(stumbled);
      default -> new IllegalStateException("sending to the bucket", cause);
    };
  }
}
