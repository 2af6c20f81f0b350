// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import org.jdbi.v3.core.Handle;

/// The one transaction of a use case. It is durable when [Facts#write] has returned, and gone if
/// that threw.
public final class Tx extends Reading {
  Tx(Handle handle, Engine engine) {
    super(handle, engine);
  }
}
