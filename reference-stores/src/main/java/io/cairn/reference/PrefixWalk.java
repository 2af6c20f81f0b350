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

/// All objects below a prefix, in the order of the bytes of their keys, folders walked beside each
/// other.
///
/// A list goes on where its last page ended, so one list is one request after the other. Where a
/// page shows several folders, each is a list of its own, some ahead of the one that is handed out.
/// What those ahead found waits in memory up to some pages each; a folder that is larger goes on
/// when its turn comes.
public final class PrefixWalk {
  private static final int AHEAD = 16;
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
        run(visitor, workers);
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private void run(Visitor visitor, ExecutorService workers) throws IOException {
    var level = prefix;
    var first = store.list(level, false, Optional.empty());
    // A folder that holds but one folder is no help; look into that one.
    while (first.objects().isEmpty() && first.prefixes().size() == 1 && first.next().isEmpty()) {
      level = prefix.withKey(first.prefixes().getFirst());
      first = store.list(level, false, Optional.empty());
    }
    if (first.next().isPresent() || first.prefixes().isEmpty()) {
      // More than a page of what lies directly there: its one list is as good as any.
      walk(new Ahead(List.of(), true, Optional.empty(), level), visitor);
      return;
    }
    walkBesides(first, visitor, workers);
  }

  /// What one list found so far, and where it goes on.
  private record Ahead(List<Found> objects, boolean isMore, Optional<String> next, ObjectUri at) {}

  private void walkBesides(ObjectPage first, Visitor visitor, ExecutorService workers)
      throws IOException {
    var items = new ArrayList<Object>(first.objects());
    items.addAll(first.prefixes());
    items.sort(Comparator.comparing(PrefixWalk::key, KeyOrder.BY_BYTES));
    var ahead = new ArrayDeque<Future<Ahead>>();
    var toStart = first.prefixes().stream().sorted(KeyOrder.BY_BYTES).iterator();
    for (var item : items) {
      while (ahead.size() < AHEAD && toStart.hasNext()) {
        var folder = prefix.withKey(toStart.next());
        ahead.add(workers.submit(() -> begin(folder)));
      }
      if (item instanceof Found found) {
        visitor.visit(found);
      } else {
        walk(result(ahead.remove()), visitor);
      }
    }
  }

  private static String key(Object item) {
    return item instanceof Found found ? found.key() : item.toString();
  }

  private Ahead begin(ObjectUri folder) throws StoreException {
    var objects = new ArrayList<Found>();
    var next = Optional.<String>empty();
    for (var pages = 0; pages < PAGES_AHEAD; pages++) {
      var page = store.list(folder, true, next);
      objects.addAll(page.objects());
      next = page.next();
      if (next.isEmpty()) {
        return new Ahead(objects, false, next, folder);
      }
    }
    return new Ahead(objects, true, next, folder);
  }

  private void walk(Ahead begun, Visitor visitor) throws IOException {
    for (var found : begun.objects()) {
      visitor.visit(found);
    }
    var next = begun.next();
    for (var isMore = begun.isMore(); isMore; isMore = next.isPresent()) {
      var page = store.list(begun.at(), true, next);
      for (var found : page.objects()) {
        visitor.visit(found);
      }
      next = page.next();
    }
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
