// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to the server that can be cut: all connections of the moment at once.
final class CuttingProxy implements AutoCloseable {
  private final URI server;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  CuttingProxy(URI server) throws IOException {
    this.server = server;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  void cut() throws IOException {
    for (var socket : Set.copyOf(open)) {
      socket.close();
      open.remove(socket);
    }
  }

  private void accept() {
    try {
      while (true) {
        var near = door.accept();
        var far = new Socket(server.getHost(), server.getPort());
        open.add(near);
        open.add(far);
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
      }
    } catch (IOException _) {
      // The door was closed.
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // Cut.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
