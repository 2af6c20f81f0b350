// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.io.IOException;
import java.io.Serial;

/// A place that could not be looked at. That something is not there, or is not what it was, is no
/// exception but an answer.
public final class StoreException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// What can be done about it.
  public enum Why {
    /// The URI is none, or of a kind that nobody here can look at.
    URI,
    /// Nobody may look there: no right, no credentials, no allowed root.
    DENIED,
    /// No answer, or one that says to come again.
    AWAY,
    /// The bytes are no longer those that were asked for.
    CHANGED
  }

  private final Why why;

  public StoreException(Why why, String message) {
    super(message);
    this.why = why;
  }

  public StoreException(Why why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
