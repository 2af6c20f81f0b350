// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import java.util.List;

/// Some events, in their order.
///
/// @param through all events up to this place were looked at: the next batch begins after it
/// @param isLast whether there were no more when it was read
public record EventBatch(List<ToldEvent> events, long through, boolean isLast) {
  public EventBatch {
    events = List.copyOf(events);
  }
}
