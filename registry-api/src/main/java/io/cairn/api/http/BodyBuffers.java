// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerOptions;

/// How much of a body is read at once: as much as the last reads of its connection lead to expect,
/// at most [#MAX_BYTES]. The default of Vert.x hands bodies on by 8 KiB, and each piece wakes a
/// thread.
public final class BodyBuffers {
  static final int MAX_BYTES = 128 << 10;
  private static final int FIRST_BYTES = 2 << 10;
  private static final int LEAST_BYTES = 64;

  private BodyBuffers() {}

  /// Lets the decoder pass on what was read without cutting it up.
  public static void configure(HttpServerOptions options) {
    options.setMaxChunkSize(MAX_BYTES);
  }

  static void configure(ServerBootstrap server) {
    server.childOption(
        ChannelOption.RCVBUF_ALLOCATOR,
        new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, MAX_BYTES));
  }
}
