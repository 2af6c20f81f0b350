// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import java.util.UUID;

/// The identity of a run in rows. People and clients name a run by its project and its name.
public record RunId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
