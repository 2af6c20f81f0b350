// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// As many threads as the machine has cores, for hashing and nothing that waits. Threads that idle
/// for a minute end; none keeps the process alive.
public final class HashingPool implements Executor, AutoCloseable {
  private final ThreadPoolExecutor threads;

  public HashingPool() {
    this(Runtime.getRuntime().availableProcessors());
  }

  public HashingPool(int size) {
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("cairn-hash-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable burst) {
    threads.execute(burst);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
