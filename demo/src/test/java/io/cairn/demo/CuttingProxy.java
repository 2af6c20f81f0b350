// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A line between client and server, of some 40 MB/s, that counts bytes and breaks when told to: it
/// knows nothing of HTTP. When it breaks, all connections are closed in both directions, in the
/// middle of whatever was said.
final class CuttingProxy implements AutoCloseable {
  private static final long NANOS_PER_BYTE = 25;

  private final int server;
  private final ServerSocket door;
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final ConcurrentLinkedQueue<Cut> cuts = new ConcurrentLinkedQueue<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private record Cut(AtomicLong counter, long at, CountDownLatch done) {}

  CuttingProxy(int server) throws IOException {
    this.server = server;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /// Bytes that came from clients.
  long up() {
    return up.get();
  }

  /// Bytes that came from the server.
  long down() {
    return down.get();
  }

  /// Breaks the line when so many bytes have come from clients; the latch tells.
  CountDownLatch cutUpAt(long bytes) {
    return cut(up, bytes);
  }

  CountDownLatch cutDownAt(long bytes) {
    return cut(down, bytes);
  }

  private CountDownLatch cut(AtomicLong counter, long bytes) {
    var cut = new Cut(counter, bytes, new CountDownLatch(1));
    cuts.add(cut);
    return cut.done();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // Closed: the end.
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        var behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
      sockets.add(behind);
      var back = Thread.ofVirtual().start(() -> pump(behind, client, down));
      pump(client, behind, up);
      back.join();
      sockets.remove(behind);
    } catch (IOException e) {
      // Nobody listens behind: the client sees its connection closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
    }
  }

  private void pump(Socket from, Socket to, AtomicLong counter) {
    var buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        counter.addAndGet(count);
        out.write(buffer, 0, count);
        LockSupport.parkNanos(count * NANOS_PER_BYTE);
        cutIfTime();
      }
    } catch (IOException e) {
      // One side has gone; so does the other.
    }
  }

  private void cutIfTime() {
    for (var cut : cuts) {
      if (cut.counter().get() >= cut.at() && cuts.remove(cut)) {
        sockets.forEach(CuttingProxy::quit);
        cut.done().countDown();
      }
    }
  }

  private static void quit(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    sockets.forEach(CuttingProxy::quit);
  }
}
