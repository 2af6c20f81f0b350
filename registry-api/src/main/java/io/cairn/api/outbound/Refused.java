// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.io.IOException;
import java.io.Serial;

/// A rule says that this is not opened; no connection was made. The message is the second half of a
/// sentence.
final class Refused extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
