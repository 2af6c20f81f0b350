// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Reference;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// Who pulled a version, and by which name: at its home from wherever, at a link through that. For
/// those who may write there, as they may recall it.
public final class ListPulls {
  private final Facts facts;
  private final Access access;
  private final ResolveReference resolve;

  public ListPulls(Facts facts, Access access, ResolveReference resolve) {
    this.facts = facts;
    this.access = access;
    this.resolve = resolve;
  }

  /// @throws Failure.NotFound if the actor may not read it
  /// @throws Failure.Forbidden if the actor may not write there
  public Page<Pull> run(Principal actor, Reference reference, PageRequest page) {
    return facts.read(reading -> {
      var view = resolve.within(reading, actor, reference, Permission.WRITE);
      return PullRows.page(reading, access.readable(actor), view, page);
    });
  }
}
