// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.content.ManifestSearch;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobTurn;
import io.cairn.core.job.JobWork;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at every reference of a version, many at a time, in the order of their paths.
public final class CheckReferences implements JobWork {
  private static final int PAGE = 200;
  private static final int ASK_EVERY_MILLIS = 500;

  private final Facts facts;
  private final BlobStore store;
  private final ReferenceResolver resolver;

  public CheckReferences(Facts facts, BlobStore store, ReferenceResolver resolver) {
    this.facts = facts;
    this.store = store;
    this.resolver = resolver;
  }

  @Override
  public JobKind kind() {
    return JobKind.CHECK;
  }

  @Override
  public boolean run(JobTurn turn) {
    var checked = new CheckedVersion(facts, turn);
    if (!checked.save()) {
      return false;
    }
    var manifest = ManifestSearch.in(store, checked.manifest());
    var after = Optional.of(checked.place()).filter(p -> !p.isEmpty()).map(Cursor::new);
    while (true) {
      var page = manifest.list("", new PageRequest(PAGE, after));
      if (!page.items().isEmpty() && !look(page.items(), checked)) {
        return false;
      }
      after = page.next();
      if (after.isEmpty()) {
        return checked.save();
      }
    }
  }

  private boolean look(List<ManifestEntry> entries, CheckedVersion checked) {
    var asked = new ArrayList<Future<Optional<Finding>>>();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (var entry : entries) {
          if (entry instanceof ReferenceEntry reference) {
            asked.add(workers.submit(() -> resolver.look(reference)));
          }
        }
        var findings = new ArrayList<Finding>();
        for (var each : asked) {
          if (!await(each, checked)) {
            return false;
          }
          result(each).ifPresent(findings::add);
        }
        var last = entries.getLast().path().text();
        return checked.done(last, asked.size(), 0, findings);
      } finally {
        workers.shutdownNow();
      }
    }
  }

  /// False to break off.
  private static boolean await(Future<?> asked, CheckedVersion checked) {
    while (true) {
      try {
        asked.get(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException _) {
        if (!checked.save()) {
          return false;
        }
      } catch (ExecutionException _) {
        return true;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private static Optional<Finding> result(Future<Optional<Finding>> asked) {
    return switch (asked.state()) {
      case SUCCESS -> asked.resultNow();
      default ->
          throw asked.exceptionNow() instanceof RuntimeException known
              ? known
              : new Failure.Unavailable("looking at references", asked.exceptionNow());
    };
  }
}
