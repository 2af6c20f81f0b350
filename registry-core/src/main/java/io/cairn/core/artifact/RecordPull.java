// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.time.Timeline;

/// Writes down that somebody pulled a version, so that a recall can say who has it. Reading itself
/// is not recorded: who pulls says so. It changes nothing that others see, and is no event.
public final class RecordPull {
  private final Facts facts;
  private final ResolveReference resolve;
  private final Timeline timeline;

  public RecordPull(Facts facts, ResolveReference resolve, Timeline timeline) {
    this.facts = facts;
    this.resolve = resolve;
    this.timeline = timeline;
  }

  /// @param reference by index, so that it is what was pulled, wherever a name points by now
  /// @param asked the name by which it was asked for
  /// @throws Failure.NotFound if the actor may not read it
  public void run(Principal actor, Reference reference, Selector asked) {
    if (!(reference.selector() instanceof Selector.ByIndex)) {
      throw new Failure.Invalid(
          "pulled", "version.index", "what was pulled is named by its index, such as v3");
    }
    facts.write(tx -> {
      var view = resolve.within(tx, actor, reference, Permission.READ);
      PullRows.put(tx, view, actor.userId(), asked.text(), timeline.now());
      return view;
    });
  }
}
