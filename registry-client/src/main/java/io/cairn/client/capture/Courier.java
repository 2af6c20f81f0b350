// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Sends a spool in the background while its run goes on, and says every minute that it lives.
/// While the server is away it waits, longer each time; when it refuses the run as a whole, it
/// stops and leaves the spool.
final class Courier {
  private static final Duration HEARTBEAT = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Sender sender;
  private final Spool spool;
  private final Thread thread = new Thread(this::work, "cairn-sender");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isClosing;
  private boolean isDone;
  private boolean hasSucceeded;
  private long lastSuccessNanos = System.nanoTime();
  private long lastHeartbeatNanos = System.nanoTime() - HEARTBEAT.toNanos();
  private Optional<CairnException> trouble = Optional.empty();

  Courier(Sender sender, Spool spool) {
    this.sender = sender;
    this.spool = spool;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work() {
    var pause = IDLE;
    try {
      while (true) {
        try {
          if (!step()) {
            return;
          }
          pause = IDLE;
          set(Optional.empty());
        } catch (CairnException e) {
          set(Optional.of(e));
          if (!isPassing(e)) {
            return;
          }
          rest(pause);
          var longer = pause.multipliedBy(2);
          pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
      }
    } catch (IOException e) {
      set(Optional.of(Spool.unreadable(spool.folder(), e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done();
    }
  }

  /// @return false when all is sent and nothing more comes
  private boolean step() throws IOException, InterruptedException {
    // Read before the look into the journal: what was written before it was set is seen.
    var isLast = isClosing();
    spool.flush();
    if (sender.sendSome()) {
      succeeded();
      beat();
      return true;
    }
    beat();
    succeeded();
    if (isLast) {
      return false;
    }
    rest(IDLE);
    return true;
  }

  private void beat() {
    var now = System.nanoTime();
    if (now - lastHeartbeatNanos >= HEARTBEAT.toNanos()) {
      sender.heartbeat();
      lastHeartbeatNanos = now;
    }
  }

  static boolean isPassing(CairnException e) {
    return e.kind() == Kind.TRY_AGAIN || e.code().equals("idempotency.in-progress");
  }

  /// Nothing more is written. Waits until all is sent, or until nothing was for so long.
  ///
  /// @param silent how long nothing may be sent, if the server was ever there
  /// @param neverThere the same if it never was
  /// @param total at most so long in all
  /// @return true if all was sent
  boolean finish(Duration silent, Duration neverThere, Duration total) throws InterruptedException {
    var began = System.nanoTime();
    lock.lock();
    try {
      isClosing = true;
      lastSuccessNanos = began;
      changed.signalAll();
      while (!isDone) {
        var now = System.nanoTime();
        var patience = hasSucceeded ? silent : neverThere;
        if (now - lastSuccessNanos > patience.toNanos() || now - began > total.toNanos()) {
          break;
        }
        changed.await(100, TimeUnit.MILLISECONDS);
      }
      return isDone && trouble.isEmpty();
    } finally {
      lock.unlock();
      thread.interrupt();
    }
  }

  /// Why nothing is sent at the moment.
  Optional<CairnException> trouble() {
    lock.lock();
    try {
      return trouble;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return isClosing;
    } finally {
      lock.unlock();
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      if (isClosing) {
        changed.await(200, TimeUnit.MILLISECONDS);
      } else {
        changed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private void succeeded() {
    lock.lock();
    try {
      lastSuccessNanos = System.nanoTime();
      hasSucceeded = true;
    } finally {
      lock.unlock();
    }
  }

  private void set(Optional<CairnException> value) {
    lock.lock();
    try {
      trouble = value;
    } finally {
      lock.unlock();
    }
  }

  private void done() {
    lock.lock();
    try {
      isDone = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
