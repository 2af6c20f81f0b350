// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

/// Tells followers of the stream that there is something new, so that each of them need not ask the
/// data base.
public interface EventSignal {
  /// The place of the last event, as it was a moment ago. Any thread, as often as wanted.
  long last();
}
