// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.config.EventsConfig;
import io.cairn.core.access.UserId;
import io.cairn.core.failure.Failure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The open streams: counts them, and paces them. A stream holds no thread while it waits, and
/// looks again only when the reader has taken what was found before.
@ApplicationScoped
public class EventStreams {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final EventsConfig config;
  private final ConcurrentHashMap<UserId, Integer> open = new ConcurrentHashMap<>();
  private volatile boolean isStopping;

  EventStreams(EventsConfig config) {
    this.config = config;
  }

  /// Streams end when the process is asked to stop, so that nothing waits for them.
  @PostConstruct
  void endWithTheProcess() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> isStopping = true, "cairn-streams"));
  }

  /// @throws Failure.Busy if the user has too many streams open
  Multi<OutboundSseEvent> open(UserId user, EventFollower follower, EventLines lines) {
    if (open.merge(user, 1, Integer::sum) > config.streamsPerUser()) {
      release(user);
      throw new Failure.Busy(
          "there are "
              + config.streamsPerUser()
              + " open streams of this user already (cairn.events.streams-per-user)",
          RETRY_AFTER);
    }
    var isOpen = new AtomicBoolean(true);
    return Multi.createBy()
        .repeating()
        .uni(() -> look(follower))
        .whilst(found -> !found.isEnd() && !isStopping)
        .onItem()
        .transformToMultiAndConcatenate(found -> Multi.createFrom().iterable(lines.of(found)))
        .onTermination()
        .invoke(() -> {
          if (isOpen.compareAndSet(true, false)) {
            release(user);
          }
        });
  }

  private Uni<EventFollower.Found> look(EventFollower follower) {
    return Uni.createFrom()
        .item(follower::look)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onItem()
        .transformToUni(this::paced);
  }

  private Uni<EventFollower.Found> paced(EventFollower.Found found) {
    var item = Uni.createFrom().item(found);
    return found.events().isEmpty() && found.comment().isEmpty()
        ? item.onItem().delayIt().by(config.pollInterval())
        : item;
  }

  private void release(UserId user) {
    open.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
  }

  /// How many streams are open, by user.
  List<Integer> counts() {
    return List.copyOf(open.values());
  }
}
