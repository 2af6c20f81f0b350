// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import io.cairn.core.check.Finding;
import io.cairn.core.check.ReferenceResolver;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.reference.Comparison;
import io.cairn.reference.HttpFacts;
import io.cairn.reference.LocalFiles;
import io.cairn.reference.ObjectUri;
import io.cairn.reference.Recorded;
import io.cairn.reference.StoreException;
import io.cairn.reference.Sums;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Looks at references with the rights of the installation, as far as its settings let it: in
/// registered buckets, below allowed folders, and at public web servers.
public final class LookOutside implements ReferenceResolver, AutoCloseable {
  private static final Set<Integer> NO_HEAD = Set.of(403, 405, 501);
  private static final Set<Integer> GONE = Set.of(404, 410);
  private static final Map<String, String> FIRST_BYTE = Map.of("Range", "bytes=0-0");

  private final List<OpenedPlace> places;
  private final LocalFiles files;
  private final Outbound outbound;
  private final Semaphore turns;

  public LookOutside(List<OpenedPlace> places, LocalFiles files, OutboundSettings settings) {
    this(places, files, new Outbound(settings), settings.atOnce());
  }

  LookOutside(List<OpenedPlace> places, LocalFiles files, Outbound outbound, int atOnce) {
    this.places = List.copyOf(places);
    this.files = files;
    this.outbound = outbound;
    this.turns = new Semaphore(atOnce, true);
  }

  @Override
  public Optional<Finding> look(ReferenceEntry entry) {
    var path = entry.path().text();
    try {
      turns.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of(new Finding(path, Finding.Kind.UNREACHABLE, "was not looked at"));
    }
    try {
      return look(path, entry);
    } finally {
      turns.release();
    }
  }

  private Optional<Finding> look(String path, ReferenceEntry entry) {
    var recorded = new Recorded(entry.uri(), entry.sizeBytes(), Sums.parse(entry.checksum()));
    try {
      return finding(path, compare(recorded));
    } catch (Refused e) {
      return Optional.of(new Finding(path, Finding.Kind.REFUSED, String.valueOf(e.getMessage())));
    } catch (StoreException e) {
      var kind =
          switch (e.why()) {
            case URI, DENIED -> Finding.Kind.REFUSED;
            case AWAY -> Finding.Kind.UNREACHABLE;
            case CHANGED -> Finding.Kind.CHANGED;
          };
      return Optional.of(new Finding(path, kind, String.valueOf(e.getMessage())));
    } catch (IOException _) {
      return Optional.of(new Finding(path, Finding.Kind.UNREACHABLE, "does not answer"));
    }
  }

  private Comparison compare(Recorded recorded) throws IOException {
    var uri = recorded.uri();
    return switch (ObjectUri.schemeOf(uri)) {
      case "s3", "gs" -> Comparison.look(place(ObjectUri.parse(uri)).store(), recorded);
      case "file" ->
          Comparison.of(recorded, files.look(uri, _ -> !Thread.currentThread().isInterrupted()));
      case "http", "https" -> web(recorded);
      default -> throw new Refused("has a scheme that this server does not open");
    };
  }

  private OpenedPlace place(ObjectUri object) throws Refused {
    return places.stream()
        .filter(place -> place.has(object))
        .findFirst()
        .orElseThrow(() ->
            new Refused(
                "is in no bucket that this server may look into (CAIRN_REFERENCES_PLACES)"));
  }

  private Comparison web(Recorded recorded) throws IOException {
    var url = recorded.uri().split("#", 2)[0];
    var answer = outbound.ask("HEAD", url, Map.of());
    if (NO_HEAD.contains(answer.status())) {
      answer = outbound.ask("GET", url, FIRST_BYTE);
    }
    var status = answer.status();
    if (GONE.contains(status)) {
      return Comparison.of(recorded, Optional.empty());
    }
    if (status == 429 || status >= 500) {
      throw new StoreException(StoreException.Why.AWAY, "answers with status " + status);
    }
    if (status != 200 && status != 206) {
      throw new Refused("answers with status " + status);
    }
    var found = HttpFacts.found(recorded.uri(), status, answer::header);
    var seen = Comparison.of(recorded, Optional.of(found));
    // What a server of the inner network says is nothing for who wrote its address down.
    return seen.state() == Comparison.State.CHANGED
        ? new Comparison(
            seen.state(),
            "was changed: its " + seen.what() + " is another",
            seen.what(),
            Optional.empty())
        : seen;
  }

  private static Optional<Finding> finding(String path, Comparison seen) {
    return switch (seen.state()) {
      case SAME -> Optional.empty();
      case CHANGED -> Optional.of(new Finding(path, Finding.Kind.CHANGED, seen.text()));
      case VANISHED -> Optional.of(new Finding(path, Finding.Kind.VANISHED, seen.text()));
    };
  }

  @Override
  public void close() {
    places.forEach(OpenedPlace::close);
  }
}
