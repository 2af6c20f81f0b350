// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.CheckBlob;
import io.cairn.core.content.CheckBlob.Verdict;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestSearch;
import io.cairn.core.fact.Facts;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobTurn;
import io.cairn.core.job.JobWork;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import io.cairn.core.retention.ScrubSettings;
import io.cairn.core.retention.Throttle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads every blob of a version, the manifest first, and compares it with its digest, at the rate
/// of a scrub, which all that it is at work on share. What several paths hold is read once as long
/// as it is remembered.
public final class VerifyVersion implements JobWork {
  private static final int PAGE = 200;
  private static final int MAX_REMEMBERED = 100_000;

  private final Facts facts;
  private final BlobStore store;
  private final CheckBlob checkBlob;
  private final Throttle throttle;

  public VerifyVersion(Facts facts, BlobStore store, CheckBlob checkBlob, ScrubSettings settings) {
    this.facts = facts;
    this.store = store;
    this.checkBlob = checkBlob;
    this.throttle = new Throttle(settings.bytesPerSecond());
  }

  @Override
  public JobKind kind() {
    return JobKind.VERIFY;
  }

  @Override
  public boolean run(JobTurn turn) {
    var reading = new ReadingTurn(turn, new CheckedVersion(facts, turn));
    if (!reading.checked.save()) {
      return false;
    }
    var digest = reading.checked.manifest();
    if (reading.checked.place().isEmpty() && !reading.visit("", digest, 0)) {
      return false;
    }
    if (reading.isManifestBad) {
      return reading.checked.save();
    }
    var manifest = ManifestSearch.in(store, digest);
    var after = Optional.of(reading.checked.place()).filter(p -> !p.isEmpty()).map(Cursor::new);
    while (true) {
      var page = manifest.list("", new PageRequest(PAGE, after));
      for (var entry : page.items()) {
        if (entry instanceof FileEntry file
            && !reading.visit(file.path().text(), file.digest(), file.sizeBytes())) {
          return false;
        }
      }
      after = page.next();
      if (after.isEmpty()) {
        return reading.checked.save();
      }
    }
  }

  /// One turn's reading.
  private final class ReadingTurn {
    private final JobTurn turn;
    private final CheckedVersion checked;
    private final Map<Digest, Verdict> known =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Digest, Verdict> eldest) {
            return size() > MAX_REMEMBERED;
          }
        };
    private long readOfThis;
    private boolean isManifestBad;

    ReadingTurn(JobTurn turn, CheckedVersion checked) {
      this.turn = turn;
      this.checked = checked;
    }

    /// False to break off.
    boolean visit(String path, Digest digest, long sizeBytes) {
      var before = known.get(digest);
      readOfThis = 0;
      var verdict = before == null ? checkBlob.run(digest, this::read) : before;
      known.put(digest, verdict);
      var findings =
          switch (verdict) {
            case WHOLE -> List.<Finding>of();
            case DAMAGED, GONE ->
                List.of(new Finding(path, Finding.Kind.DAMAGED, "is damaged: " + digest));
            case UNREADABLE ->
                List.of(new Finding(path, Finding.Kind.UNREADABLE, "could not be read this time"));
            case BROKEN_OFF -> null;
          };
      if (findings == null) {
        return false;
      }
      isManifestBad |= path.isEmpty() && !findings.isEmpty();
      return checked.done(path, 1, sizeBytes, findings);
    }

    private boolean read(int bytes) {
      readOfThis += bytes;
      return throttle.pass(bytes, turn::pause) && checked.alive(readOfThis);
    }
  }
}
