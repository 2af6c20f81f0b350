// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Principal;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.ComparisonTotals;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestChange;
import io.cairn.core.content.ManifestComparison;
import io.cairn.core.name.Reference;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the content of one version differs from another's, a page of changes at a time. Both
/// manifests are streamed; no data-base connection is held meanwhile.
public final class CompareVersions {
  // Totals need both manifests whole, and every page shows them.
  private static final int MAX_REMEMBERED = 16;

  private final ResolveReference resolve;
  private final BlobStore store;
  private final Map<Pair, ComparisonTotals> remembered =
      new LinkedHashMap<>(MAX_REMEMBERED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, ComparisonTotals> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  public CompareVersions(ResolveReference resolve, BlobStore store) {
    this.resolve = resolve;
    this.store = store;
  }

  /// Both as the references mean them now, what all changes amount to, and some of them.
  public record Comparison(
      VersionView from, VersionView to, ComparisonTotals totals, Page<ManifestChange> changes) {}

  private record Pair(Digest from, Digest to) {}

  /// @throws io.cairn.core.failure.Failure.NotFound if there is no such version, or none that the
  ///   actor may read
  public Comparison run(Principal actor, Reference from, Reference to, PageRequest page) {
    var left = resolve.live(actor, from);
    var right = resolve.live(actor, to);
    var comparison = new ManifestComparison(store, left.digest(), right.digest());
    var totals = totals(new Pair(left.digest(), right.digest()), comparison);
    return new Comparison(left, right, totals, comparison.page(page));
  }

  private ComparisonTotals totals(Pair pair, ManifestComparison comparison) {
    synchronized (remembered) {
      var known = remembered.get(pair);
      if (known != null) {
        return known;
      }
    }
    var totals = comparison.totals();
    synchronized (remembered) {
      remembered.put(pair, totals);
    }
    return totals;
  }
}
