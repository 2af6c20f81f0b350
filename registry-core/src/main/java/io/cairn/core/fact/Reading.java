// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import org.jdbi.v3.core.Handle;

/// A connection for questions. Each statement sees what was committed before it began; where two
/// facts must agree, one statement brings both.
public sealed class Reading permits Tx {
  private final Handle handle;
  private final Engine engine;

  Reading(Handle handle, Engine engine) {
    this.handle = handle;
    this.engine = engine;
  }

  /// For repositories only.
  public Handle handle() {
    return handle;
  }

  public Engine engine() {
    return engine;
  }
}
