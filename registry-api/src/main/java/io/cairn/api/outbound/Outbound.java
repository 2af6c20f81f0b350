// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Asks servers of others for the headers of an answer.
///
/// A name is looked up once, every address it has is judged, and the connection goes to one that
/// was judged: what the name service says a moment later does not matter. Redirects are judged
/// anew, up to three. No credentials are sent anywhere. Of an answer only status and headers are
/// read, up to 64 KiB. Safe for many threads; waits for the network.
final class Outbound {
  private static final int MAX_REDIRECTS = 3;
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

  private final OutboundSettings settings;
  private final Names names;
  private final Connector connector;

  /// Looks up names.
  interface Names {
    List<InetAddress> lookUp(String name) throws IOException;
  }

  /// Opens connections.
  interface Connector {
    Socket connect(InetSocketAddress address, Duration patience) throws IOException;
  }

  Outbound(OutboundSettings settings) {
    this(settings, name -> Arrays.asList(InetAddress.getAllByName(name)), Outbound::connect);
  }

  Outbound(OutboundSettings settings, Names names, Connector connector) {
    this.settings = settings;
    this.names = names;
    this.connector = connector;
  }

  /// @param more headers of the request
  /// @throws Refused if a rule says no
  /// @throws IOException if there is no answer in time
  ResponseHead ask(String method, String url, Map<String, String> more) throws IOException {
    var call = new Call();
    var watch = Thread.startVirtualThread(() -> call.endAfter(settings.total()));
    try {
      return follow(call, method, OutboundUrl.parse(url, settings.isPlainAllowed()), more);
    } finally {
      call.done.countDown();
      watch.interrupt();
    }
  }

  private ResponseHead follow(Call call, String method, OutboundUrl first, Map<String, String> more)
      throws IOException {
    var url = first;
    for (var redirects = 0; ; redirects++) {
      var answer = once(call, method, url, more);
      var location = answer.header("Location");
      if (!MOVED.contains(answer.status()) || location.isEmpty()) {
        return answer;
      }
      if (redirects == MAX_REDIRECTS) {
        throw new Refused("redirects more than " + MAX_REDIRECTS + " times");
      }
      url = url.redirected(location.get(), settings.isPlainAllowed());
    }
  }

  private ResponseHead once(Call call, String method, OutboundUrl url, Map<String, String> more)
      throws IOException {
    var address = judged(url);
    try (var plain =
            call.use(
                connector.connect(new InetSocketAddress(address, url.port()), settings.connect()));
        var socket = url.isSecure() ? call.use(secured(plain, url)) : plain) {
      ResponseHead.write(socket.getOutputStream(), method, url, more);
      return ResponseHead.read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  /// All addresses of a host must be open: of one name with two, nobody knows which is reached.
  private InetAddress judged(OutboundUrl url) throws IOException {
    var host = url.host();
    var isNamed = settings.allowed().has(host, url.port());
    if (host.isOwn() && !isNamed) {
      throw new Refused(
          "leads to an address that this server does not open (CAIRN_OUTBOUND_ALLOW)");
    }
    var addresses =
        host.literal().isPresent() ? List.of(host.literal().get()) : names.lookUp(host.text());
    if (addresses.isEmpty()) {
      throw new IOException("the name has no address");
    }
    for (var address : addresses) {
      if (!isNamed && !PublicAddresses.has(address) && !settings.allowed().has(address)) {
        throw new Refused(
            "leads to an address that this server does not open (CAIRN_OUTBOUND_ALLOW)");
      }
    }
    return addresses.getFirst();
  }

  private static Socket connect(InetSocketAddress address, Duration patience) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(address, (int) patience.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// The certificate must be of the name, to whichever address the connection goes.
  private static Socket secured(Socket plain, OutboundUrl url) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var name = url.host().text().replaceAll("[\\[\\]]", "");
    var socket = (SSLSocket) factory.createSocket(plain, name, url.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  /// One question, with the connection that it uses now.
  private static final class Call {
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<@Nullable Socket> socket = new AtomicReference<>();
    private volatile boolean isOver;

    <S extends Socket> S use(S opened) throws IOException {
      socket.set(opened);
      if (isOver) {
        opened.close();
        throw new IOException("there was no answer in time");
      }
      return opened;
    }

    /// However slowly bytes drip: then it is over.
    void endAfter(Duration total) {
      try {
        if (done.await(total.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
        isOver = true;
        var open = socket.get();
        if (open != null) {
          open.close();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (IOException _) {
        // It is closed all the same.
      }
    }
  }
}
