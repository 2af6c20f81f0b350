// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import java.time.Instant;

/// The instants by which one look at the blobs decides.
///
/// @param now drafts that expire later are open
/// @param touched blobs touched later are left alone
/// @param deleted versions deleted later can be brought back. The grace is added to the window: who
///   brings one back in the last moment is not overtaken
/// @param doomed blobs doomed later stay in the trash
record Cutoffs(Instant now, Instant touched, Instant deleted, Instant doomed) {
  static Cutoffs at(Instant now, GcSettings settings) {
    return new Cutoffs(
        now,
        now.minus(settings.grace()),
        now.minus(settings.undeleteWindow()).minus(settings.grace()),
        now.minus(settings.trash()));
  }
}
