// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Many connections that each send a byte a second and never come to an end.
final class SlowClients implements AutoCloseable {
  private final List<Slow> clients = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private static final class Slow {
    final SocketChannel channel;
    final byte[] endless;
    int at;

    Slow(SocketChannel channel, byte[] endless) {
      this.channel = channel;
      this.endless = endless;
    }
  }

  /// Connects `count` clients to a port of this machine; each sends `head` at once and then goes on
  /// with `endless`, again and again.
  void connect(int port, int count, byte[] head, byte[] endless) throws IOException {
    for (var i = 0; i < count; i++) {
      var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(head));
      clients.add(new Slow(channel, endless));
    }
  }

  void begin() {
    clock.scheduleAtFixedRate(this::sendAByteEach, 1, 1, TimeUnit.SECONDS);
  }

  private synchronized void sendAByteEach() {
    for (var client : clients) {
      try {
        var next = client.endless[client.at++ % client.endless.length];
        client.channel.write(ByteBuffer.wrap(new byte[] {next}));
      } catch (IOException _) {
        close(client);
      }
    }
  }

  /// How many the server has not ended yet.
  synchronized int left() {
    var left = 0;
    for (var client : clients) {
      left += isOpen(client) ? 1 : 0;
    }
    return left;
  }

  private static boolean isOpen(Slow client) {
    try {
      return client.channel.isOpen() && client.channel.read(ByteBuffer.allocate(1_024)) >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static void close(Slow client) {
    try {
      client.channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    clients.forEach(SlowClients::close);
  }
}
