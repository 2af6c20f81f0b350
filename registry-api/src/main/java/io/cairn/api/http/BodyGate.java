// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/// Stands between the HTTP decoder of one connection and the server. A request with a body is
/// handed on once 16 KiB of it are there, or all: who sends a byte a second holds a connection, and
/// no thread. Tells the [Pace] where requests and answers begin and end.
final class BodyGate extends ChannelDuplexHandler {
  private static final int FIRST_BYTES = 16 << 10;

  private final Pace pace;
  private final List<Object> held = new ArrayList<>();
  private int heldBytes;
  private boolean isInterim;

  BodyGate(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var isLast = message instanceof LastHttpContent;
    if (message instanceof HttpRequest request) {
      pace.requested();
      // Who waits to be told to go on sends nothing before.
      if (!isLast
          && request.decoderResult().isSuccess()
          && !HttpUtil.is100ContinueExpected(request)) {
        held.add(request);
        return;
      }
    }
    if (isLast) {
      pace.requestEnded();
    }
    if (held.isEmpty()) {
      context.fireChannelRead(message);
      return;
    }
    held.add(message);
    heldBytes += message instanceof HttpContent content ? content.content().readableBytes() : 0;
    if (isLast || heldBytes >= FIRST_BYTES) {
      open(context);
    }
  }

  private void open(ChannelHandlerContext context) {
    var all = List.copyOf(held);
    held.clear();
    heldBytes = 0;
    all.forEach(context::fireChannelRead);
    context.fireChannelReadComplete();
  }

  /// What had come before the line broke is handed on only where it is of use: an upload in parts
  /// keeps it.
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!held.isEmpty()
        && held.getFirst() instanceof HttpRequest request
        && request.headers().contains("Upload-Offset")) {
      open(context);
    }
    drop();
    context.fireChannelInactive();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      isInterim = HttpStatusClass.INFORMATIONAL.contains(response.status().code());
    }
    if (message instanceof LastHttpContent && !isInterim) {
      pace.answered();
    }
    context.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    drop();
  }

  private void drop() {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }
}
