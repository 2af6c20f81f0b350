// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An address of the server at which nobody answers, until it is opened.
final class ClosedDoor implements AutoCloseable {
  private final URI server;
  private final int port;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private volatile @Nullable ServerSocket socket;

  ClosedDoor(URI server) throws IOException {
    this.server = server;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void openAfterMillis(long millis) throws Exception {
    var opening = timer.schedule(this::open, millis, TimeUnit.MILLISECONDS);
    if (millis == 0) {
      opening.get();
    }
  }

  private @Nullable Void open() throws IOException {
    var door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    socket = door;
    Thread.ofVirtual()
        .start(() -> {
          while (!door.isClosed()) {
            try {
              pass(door.accept());
            } catch (IOException e) {
              return;
            }
          }
        });
    return null;
  }

  private void pass(Socket from) throws IOException {
    var to = new Socket(server.getHost(), server.getPort());
    copy(from, to);
    copy(to, from);
  }

  private static void copy(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            from.getInputStream().transferTo(to.getOutputStream());
          } catch (IOException e) {
            // One side has hung up.
          }
        });
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    var door = socket;
    if (door != null) {
      door.close();
    }
  }
}
