// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

/// The story did not go as it must: the demo ends with this sentence and exit code 1.
public final class DemoFailed extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  DemoFailed(String message) {
    super(message);
  }

  DemoFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
