// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line to a server that cuts, stalls, delays or corrupts what goes over it, and remembers what
/// was asked.
public final class FaultyLine implements AutoCloseable {
  private static final Pattern HEAD =
      Pattern.compile("(?:GET|HEAD|PUT|POST|DELETE) \\S+ HTTP/1\\.1\\r\\n(?:[^\\r\\n]+\\r\\n)+");

  private final URI server;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger cutsUp = new AtomicInteger();
  private final AtomicInteger cutsDown = new AtomicInteger();
  private final AtomicInteger stallsUp = new AtomicInteger();
  private final AtomicInteger stallsDown = new AtomicInteger();
  private final AtomicInteger corruptions = new AtomicInteger();
  private final AtomicLong delayNanos = new AtomicLong();
  private final Set<StringBuffer> heard = ConcurrentHashMap.newKeySet();
  private volatile boolean isListening;
  private volatile long cutAt;

  public FaultyLine(URI server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /// The next so many connections that carry more than `bytes` to the server break there.
  public void cutUp(int times, long bytes) {
    cutAt = bytes;
    cutsUp.set(times);
  }

  /// The next so many connections that carry more than `bytes` from the server break there.
  public void cutDown(int times, long bytes) {
    cutAt = bytes;
    cutsDown.set(times);
  }

  /// The next so many connections that carry more than `bytes` to the server take nothing more
  /// then, and stay open.
  public void stallUp(int times, long bytes) {
    cutAt = bytes;
    stallsUp.set(times);
  }

  /// The next so many connections that carry more than `bytes` from the server say nothing more
  /// then, and stay open.
  public void stallDown(int times, long bytes) {
    cutAt = bytes;
    stallsDown.set(times);
  }

  /// Of the next connections that carry more than `bytes` to the server, so many change a bit
  /// there.
  public void corruptUp(int times, long bytes) {
    cutAt = bytes;
    corruptions.set(times);
  }

  /// Each piece of up to 16 KiB waits that long.
  public void delay(long millis) {
    delayNanos.set(millis * 1_000_000);
  }

  /// From here on what goes to the server is kept.
  public void listen() {
    isListening = true;
  }

  /// The request line and the headers of each request since [#listen], in no order.
  public List<String> heard() {
    return heard.stream()
        .flatMap(text -> HEAD.matcher(text.toString()).results().map(MatchResult::group))
        .toList();
  }

  /// All that was said to the server since [#listen], a byte a character.
  public String said() {
    return String.join("\n", heard);
  }

  /// Connections made so far.
  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        connections.incrementAndGet();
        sockets.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException _) {
        // Closed: the end.
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        var behind = new Socket(server.getHost(), server.getPort())) {
      sockets.add(behind);
      var back = Thread.ofVirtual().start(() -> pump(behind, client, cutsDown, stallsDown, null));
      pump(client, behind, cutsUp, stallsUp, corruptions);
      back.join();
    } catch (IOException _) {
      // Nobody listens behind: the client sees its connection closed.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(
      Socket from,
      Socket to,
      AtomicInteger cuts,
      AtomicInteger stalls,
      @Nullable AtomicInteger corrupting) {
    var buffer = new byte[16 << 10];
    var passed = 0L;
    var said = new StringBuffer();
    if (corrupting != null) {
      heard.add(said);
    }
    try (from;
        to) {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        passed += count;
        if (isListening && corrupting != null) {
          said.append(new String(buffer, 0, count, ISO_8859_1));
        }
        if (passed > cutAt && take(cuts)) {
          return;
        }
        if (passed > cutAt && take(stalls)) {
          awaitEnd(from, to);
          return;
        }
        // A full piece is of a body; who finds a damaged head asks again.
        if (corrupting != null && count == buffer.length && passed > cutAt && take(corrupting)) {
          buffer[count / 2] ^= 1;
        }
        LockSupport.parkNanos(delayNanos.get());
        out.write(buffer, 0, count);
      }
    } catch (IOException _) {
      // One side has gone; so does the other.
    }
  }

  /// Until the other direction has found out that one side is gone.
  private void awaitEnd(Socket from, Socket to) {
    while (!door.isClosed() && !from.isClosed() && !to.isClosed()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static boolean take(AtomicInteger times) {
    return times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
