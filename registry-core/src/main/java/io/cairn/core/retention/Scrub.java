// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.content.Blobs;
import io.cairn.core.content.CheckBlob;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobTurn;
import io.cairn.core.job.JobWork;
import io.cairn.core.job.Tally;
import io.cairn.core.json.JsonObject;
import java.util.Map;

/// Reads every blob, in the order of digests, and compares it with its name. A bad one leaves
/// service at once; a damaged one that is right by now comes back.
public final class Scrub implements JobWork {
  static final String RATE = "bytesPerSecond";

  private static final int PAGE = 200;

  private final Facts facts;
  private final CheckBlob checkBlob;
  private final ScrubSettings settings;

  public Scrub(Facts facts, CheckBlob checkBlob, ScrubSettings settings) {
    this.facts = facts;
    this.checkBlob = checkBlob;
    this.settings = settings;
  }

  @Override
  public JobKind kind() {
    return JobKind.SCRUB;
  }

  @Override
  public boolean run(JobTurn turn) {
    var walk = new Walk(turn);
    if (turn.job().place().isEmpty() && !walk.begin()) {
      return false;
    }
    while (true) {
      var place = walk.place;
      var page = facts.read(reading -> Blobs.after(reading, place, PAGE));
      if (page.isEmpty()) {
        return walk.save();
      }
      for (var blob : page) {
        if (!walk.visit(blob.digest(), blob.sizeBytes())) {
          return false;
        }
      }
    }
  }

  private long rate(JsonObject options) {
    return options.members().get(RATE) instanceof Long rate ? rate : settings.bytesPerSecond();
  }

  /// How far one turn is.
  private final class Walk {
    private final JobTurn turn;
    private final Throttle throttle;
    private String place;
    private Tally tally;
    private long damaged;
    private long unreadable;
    private long readOfThis;

    Walk(JobTurn turn) {
      this.turn = turn;
      this.throttle = new Throttle(rate(turn.job().options()));
      this.place = turn.job().place();
      this.tally = turn.job().tally();
      this.damaged = counted("damaged");
      this.unreadable = counted("unreadable");
    }

    boolean begin() {
      var all = facts.read(Blobs::total);
      tally = tally.of(all.count(), all.bytes());
      return save();
    }

    boolean visit(Digest digest, long sizeBytes) {
      readOfThis = 0;
      switch (checkBlob.run(digest, this::read)) {
        case WHOLE, GONE -> {}
        case DAMAGED -> damaged++;
        case UNREADABLE -> unreadable++;
        case BROKEN_OFF -> {
          return false;
        }
      }
      place = digest.hex();
      tally = tally.plus(1, sizeBytes);
      readOfThis = 0;
      return turn.saveNowAndThen(place, tally, report());
    }

    private boolean read(int bytes) {
      readOfThis += bytes;
      return throttle.pass(bytes, turn::pause)
          && turn.saveNowAndThen(place, tally.plus(0, readOfThis), report());
    }

    boolean save() {
      return turn.save(place, tally, report());
    }

    private JsonObject report() {
      return JsonObject.of("report", Map.of("damaged", damaged, "unreadable", unreadable));
    }

    private long counted(String what) {
      return turn.job().report().members().get(what) instanceof Long count ? count : 0;
    }
  }
}
