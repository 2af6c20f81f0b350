// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Stands between the HTTP decoder of one connection and the server. A request with a body is
/// handed on once 16 KiB of it are there, or all: who sends a byte a second holds a connection, and
/// no thread. Tells the [Pace] where requests and answers begin and end. Leads a long body past the
/// server, straight to who reads it, if that is asked for.
final class BodyGate extends ChannelDuplexHandler {
  private static final int FIRST_BYTES = 16 << 10;

  private final Pace pace;
  private final List<Object> held = new ArrayList<>();
  private int heldBytes;
  private boolean isInterim;
  private boolean isInBody;
  private int unanswered;
  private @Nullable Consumer<ByteBuf> diversion;

  BodyGate(Pace pace) {
    this.pace = pace;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var isLast = message instanceof LastHttpContent;
    if (message instanceof HttpRequest request) {
      pace.requested();
      unanswered++;
      isInBody = true;
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
      isInBody = false;
    }
    if (diversion != null && message instanceof HttpContent content) {
      lead(context, content, diversion);
      return;
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

  /// From now on the bytes of the body that is under way go to `reader`, who is to release them;
  /// the server is told of the end alone. It would copy all that it gets into memory that it clears
  /// before, which takes as long as half the hash. To be called by the event loop.
  ///
  /// @return whether it will be so: not if that body has ended, or requests wait in a line
  boolean divert(Consumer<ByteBuf> reader) {
    if (!isInBody || unanswered != 1 || !held.isEmpty()) {
      return false;
    }
    diversion = reader;
    return true;
  }

  private void lead(ChannelHandlerContext context, HttpContent content, Consumer<ByteBuf> reader) {
    if (content.decoderResult().isFailure()) {
      context.fireChannelRead(content);
      return;
    }
    reader.accept(content.content());
    if (content instanceof LastHttpContent last) {
      diversion = null;
      context.fireChannelRead(last.replace(Unpooled.EMPTY_BUFFER));
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
      unanswered--;
      diversion = null;
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
