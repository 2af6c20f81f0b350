// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Lets connections in as long as there are not too many, and ends those that are too slow: a
/// connection whose head or body trickles costs a file handle and, for a bounded time, a few
/// kilobytes.
@Sharable
public final class Doorkeeper extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = Logger.getLogger(Doorkeeper.class);

  private final ConnectionRules rules;
  private final Set<Pace> inside = ConcurrentHashMap.newKeySet();
  private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  public Doorkeeper(ConnectionRules rules) {
    this.rules = rules;
  }

  /// A connection was made.
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof Channel channel)) {
      context.fireChannelRead(message);
      return;
    }
    var address = counted(channel.remoteAddress());
    if (inside.size() >= rules.connections() || !isFree(address)) {
      LOG.debugf("connection refused, too many from=%s", channel.remoteAddress());
      channel.unsafe().closeForcibly();
      return;
    }
    address.ifPresent(from -> byAddress.merge(from, 1, Integer::sum));
    var pace = new Pace(channel, System.nanoTime());
    inside.add(pace);
    channel
        .closeFuture()
        .addListener(_ -> {
          inside.remove(pace);
          address.ifPresent(from ->
              byAddress.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1));
        });
    channel.pipeline().addFirst("cairn-pace", new Watch(pace));
    context.fireChannelRead(message);
  }

  private boolean isFree(Optional<InetAddress> address) {
    return address.filter(from -> byAddress.getOrDefault(from, 0) >= rules.perAddress()).isEmpty();
  }

  /// Loopback is not counted: a proxy stands for many.
  private static Optional<InetAddress> counted(SocketAddress address) {
    return address instanceof InetSocketAddress internet
            && !internet.getAddress().isLoopbackAddress()
        ? Optional.of(internet.getAddress())
        : Optional.empty();
  }

  /// Ends those that are too slow. To be called by one thread at regular times.
  ///
  /// @param passed since it was called last
  /// @return how many were ended
  public int sweep(Duration passed) {
    var ended = 0;
    var now = System.nanoTime();
    for (var pace : inside) {
      var fault = pace.fault(rules, now, passed.toNanos());
      if (fault.isPresent()) {
        LOG.debugf("connection ended reason='%s' from=%s", fault.get(), pace.channel());
        pace.channel().close();
        ended++;
      }
    }
    return ended;
  }

  public int connections() {
    return inside.size();
  }

  /// Sees each byte of one connection first, and sets up its gate before the first.
  private static final class Watch extends ChannelInboundHandlerAdapter {
    private final Pace pace;
    private boolean isSet;

    Watch(Pace pace) {
      this.pace = pace;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!isSet) {
        // Under TLS there is no decoder yet, and what comes tells nothing.
        var pipeline = context.pipeline();
        if (pipeline.get("httpDecoder") != null && pipeline.get("handler") != null) {
          pipeline.addBefore("handler", "cairn-gate", new BodyGate(pace));
        } else {
          pace.unknown();
        }
        isSet = true;
      }
      if (message instanceof ByteBuf bytes) {
        pace.read(bytes.readableBytes(), System.nanoTime());
      }
      context.fireChannelRead(message);
    }
  }
}
