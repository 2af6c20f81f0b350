// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// All objects below a prefix, in the order of the bytes of their keys, many lists beside each
/// other.
///
/// A list goes on where its last page ended, so one list is one request after the other. Where a
/// page shows several folders, each is a list of its own, some ahead of the one that is handed out.
/// What those ahead found waits in memory, some pages each; a list that is longer is cut, when its
/// turn comes, into lists by the next character of its keys (see [KeyRange]).
public final class PrefixWalk {
  private static final int AHEAD = 12;
  private static final int PAGES_AHEAD = 4;

  private final ObjectStore store;
  private final ObjectUri prefix;

  public PrefixWalk(ObjectStore store, ObjectUri prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  /// Told of each object, by one thread.
  public interface Visitor {
    void visit(Found found) throws IOException;
  }

  /// Hands out every object, and ends at the first that the visitor throws at.
  public void run(Visitor visitor) throws IOException {
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        new Run(visitor, workers).run();
      } finally {
        workers.shutdownNow();
      }
    }
  }

  /// What one list found so far.
  private record Ahead(KeyRange range, List<Found> objects, boolean isMore) {}

  private final class Run {
    private final Visitor visitor;
    private final ExecutorService workers;

    Run(Visitor visitor, ExecutorService workers) {
      this.visitor = visitor;
      this.workers = workers;
    }

    void run() throws IOException {
      var level = prefix;
      var first = store.list(level, false, Optional.empty());
      // A folder that holds but one folder is no help; look into that one.
      while (first.objects().isEmpty() && first.prefixes().size() == 1 && first.next().isEmpty()) {
        level = prefix.withKey(first.prefixes().getFirst());
        first = store.list(level, false, Optional.empty());
      }
      if (first.next().isPresent()) {
        walk(List.of(KeyRange.all(level)));
      } else {
        walkBesides(first);
      }
    }

    /// Objects and folders, as they follow each other.
    private void walkBesides(ObjectPage first) throws IOException {
      var items = new ArrayList<Object>(first.objects());
      items.addAll(first.prefixes());
      items.sort(Comparator.comparing(PrefixWalk::key, KeyOrder.BY_BYTES));
      items.replaceAll(
          item -> item instanceof String folder ? KeyRange.all(prefix.withKey(folder)) : item);
      walk(items);
    }

    /// Objects and ranges, one after the other as the visitor sees it, some ahead.
    private void walk(List<?> items) throws IOException {
      var ahead = new ArrayDeque<Future<Ahead>>();
      var toBegin =
          items.stream().filter(KeyRange.class::isInstance).map(KeyRange.class::cast).iterator();
      for (var item : items) {
        while (ahead.size() < AHEAD && toBegin.hasNext()) {
          var range = toBegin.next();
          ahead.add(workers.submit(() -> begin(range)));
        }
        if (item instanceof Found found) {
          visitor.visit(found);
        } else {
          handOut(result(ahead.remove()));
        }
      }
    }

    private void handOut(Ahead begun) throws IOException {
      for (var found : begun.objects()) {
        visitor.visit(found);
      }
      if (begun.isMore()) {
        walk(begun.range().behind(begun.objects().getLast().key()).cut(store));
      }
    }

    private Ahead begin(KeyRange range) throws StoreException {
      var objects = new ArrayList<Found>();
      var page = range.list(store);
      objects.addAll(page.objects());
      for (var pages = 1; page.next().isPresent(); pages++) {
        // A page may be empty where versions of what was deleted lie.
        if (pages >= PAGES_AHEAD && !objects.isEmpty()) {
          return new Ahead(range, objects, true);
        }
        page = store.list(range.prefix(), true, page.next());
        objects.addAll(page.objects());
      }
      return new Ahead(range, objects, false);
    }
  }

  private static String key(Object item) {
    return item instanceof Found found ? found.key() : item.toString();
  }

  private static Ahead result(Future<Ahead> ahead) throws IOException {
    try {
      return ahead.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Why.AWAY, "the walk was interrupted", e);
    }
  }
}
