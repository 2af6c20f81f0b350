// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/// Puts the [GuardedTransport] in place. Vert.x finds it by its name under `META-INF/services`.
public final class GuardedVertx implements VertxServiceProvider {
  @Override
  public void init(VertxBuilder builder) {
    var transport = builder.findTransport();
    if (transport != null) {
      builder.findTransport(new GuardedTransport(transport));
    }
  }
}
