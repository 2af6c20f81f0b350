// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules S2 to S5: the server's own doors stay shut, whatever a URL, a name service or a redirect
/// says. Every connection goes to one server here, and where it was meant for is written down.
class OutboundTest {
  private static final String OK =
      "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 5\r\n\r\nhello";

  private final List<InetSocketAddress> meant = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<String> answers = new ArrayDeque<>();
  private final Map<String, Deque<String>> names = new java.util.concurrent.ConcurrentHashMap<>();
  private ServerSocket server;
  private volatile UnaryOperator<String> slow = UnaryOperator.identity();

  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              var socket = server.accept();
              Thread.startVirtualThread(() -> answer(socket));
            } catch (IOException _) {
              return;
            }
          }
        });
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.0.0.1./",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[2001:0:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[ff02::1]/",
        "http://[2001:db8::1]/",
        "http://0.0.0.0/",
        "http://0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://192.0.0.8/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://localhost/",
        "http://LOCALHOST:80/",
        "http://localhost.:80/",
        "http://x.localhost/",
        "http://metadata.google.internal/",
        "http://metadata/",
        "http://public.example@127.0.0.1/",
        "http://user:secret@public.example/",
        "http://@public.example/",
        "http://public.example\\@127.0.0.1/",
        "http://127.0.0.1#@public.example/",
        "http://127.0.0.1?@public.example/",
        "http://public.example%2f@127.0.0.1/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http:///etc/passwd",
        "http:127.0.0.1/",
        "http://public.example:0/",
        "http://public.example:99999/",
        "http://public.example/a b",
        "http://public.example/\r\nX: y",
        "file:///etc/passwd",
        "ftp://public.example/",
        "gopher://public.example/",
        "jar:http://public.example/a.jar!/",
        "data:text/plain,x",
        "\\\\host\\share",
        "//public.example/",
      })
  void what_does_not_lead_to_the_public_internet_makes_no_connection(String url) {
    names.put("public.example", new ArrayDeque<>(List.of("93.184.216.34")));

    assertThatThrownBy(() -> outbound(settings(AllowList.NOTHING)).ask("HEAD", url, Map.of()))
        .isInstanceOf(Refused.class);
    assertThat(meant).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "93.184.216.34 127.0.0.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:a00:1::"
      })
  void a_name_of_which_any_address_is_closed_makes_no_connection(String addresses) {
    names.put("inside.example", new ArrayDeque<>(List.of(addresses)));

    assertThatThrownBy(() -> ask("http://inside.example/")).isInstanceOf(Refused.class);
    assertThat(meant).isEmpty();
  }

  @Test
  void the_connection_goes_to_the_address_that_was_judged_whatever_the_name_says_later()
      throws IOException {
    names.put("turns.example", new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1")));
    answers.add(OK);

    var answer = ask("http://turns.example/x?y=1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(meant).containsExactly(new InetSocketAddress("93.184.216.34", 80));
    assertThat(requests.getFirst())
        .startsWith("HEAD /x?y=1 HTTP/1.1\r\nHost: turns.example\r\n")
        .doesNotContainIgnoringCase("authorization")
        .doesNotContainIgnoringCase("cookie");
    // The next question looks again, and finds what it must not open.
    assertThatThrownBy(() -> ask("http://turns.example/")).isInstanceOf(Refused.class);
    assertThat(meant).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://inside.example/",
        "//169.254.169.254/",
        "file:///etc/passwd",
        "gopher://public.example/",
        "http://a@public.example/"
      })
  void a_redirect_to_what_is_closed_makes_no_second_connection(String location) {
    names.put("public.example", new ArrayDeque<>(List.of("93.184.216.34")));
    names.put("inside.example", new ArrayDeque<>(List.of("10.0.0.1")));
    answers.add("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n");

    assertThatThrownBy(() -> ask("http://public.example/")).isInstanceOf(Refused.class);
    assertThat(meant).hasSize(1);
  }

  @Test
  void three_redirects_are_followed_and_a_fourth_is_not() throws IOException {
    names.put("public.example", new ArrayDeque<>(List.of("93.184.216.34")));
    for (var i = 1; i <= 3; i++) {
      answers.add("HTTP/1.1 307 Moved\r\nLocation: /" + i + "\r\n\r\n");
    }
    answers.add(OK);
    assertThat(ask("http://public.example/0").status()).isEqualTo(200);
    assertThat(meant).hasSize(4);

    for (var i = 1; i <= 4; i++) {
      answers.add("HTTP/1.1 307 Moved\r\nLocation: /" + i + "\r\n\r\n");
    }
    assertThatThrownBy(() -> ask("http://public.example/0")).hasMessageContaining("more than 3");
    assertThat(meant).hasSize(8);
  }

  @Test
  void a_redirect_from_https_to_http_is_refused() throws IOException {
    var secure = OutboundUrl.parse("https://public.example/a", true);

    assertThatThrownBy(() -> secure.redirected("http://public.example/a", true))
        .isInstanceOf(Refused.class);
    assertThat(secure.redirected("/b", true).authority()).isEqualTo("public.example");
  }

  @Test
  void plain_http_is_refused_unless_the_settings_say_so() {
    assertThatThrownBy(() -> OutboundUrl.parse("http://public.example/", false))
        .hasMessageContaining("CAIRN_OUTBOUND_HTTP");
  }

  @Test
  void an_answer_that_asks_for_credentials_gets_none_from_anywhere() throws IOException {
    names.put("public.example", new ArrayDeque<>(List.of("93.184.216.34")));
    answers.add(
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"http://elsewhere.example/token\"\r\n\r\n");

    assertThat(ask("http://public.example/").status()).isEqualTo(401);
    assertThat(meant).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, http://127.0.0.1/, true",
    "127.0.0.0/8, http://10.0.0.1/, false",
    "10.1.0.0/16, http://10.1.255.1/, true",
    "10.1.0.0/16, http://10.2.0.1/, false",
    "fd00::/8, http://[fd12::1]:9000/, true",
    "inside.example:9000, http://inside.example:9000/, true",
    "inside.example:9000, http://INSIDE.example:9000/, true",
    "inside.example:9000, http://inside.example:9001/, false",
    "localhost:9000, http://localhost:9000/, true",
  })
  void the_operator_opens_ranges_and_hosts_with_a_port(String entry, String url, boolean isOpen)
      throws IOException {
    names.put("inside.example", new ArrayDeque<>(List.of("10.7.7.7")));
    names.put("localhost", new ArrayDeque<>(List.of("127.0.0.1")));
    answers.add(OK);
    var outbound = outbound(settings(AllowList.of(List.of(entry))));

    if (isOpen) {
      assertThat(outbound.ask("HEAD", url, Map.of()).status()).isEqualTo(200);
    } else {
      assertThatThrownBy(() -> outbound.ask("HEAD", url, Map.of())).isInstanceOf(Refused.class);
    }
    assertThat(meant).hasSize(isOpen ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "nonsense", "10.0.0/8", "host:port", "1.2.3.4:70000x", ""})
  void what_is_no_range_and_no_host_with_a_port_stops_the_start(String entry) {
    assertThatThrownBy(() -> AllowList.of(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void headers_without_an_end_are_read_up_to_their_limit() {
    names.put("public.example", new ArrayDeque<>(List.of("93.184.216.34")));
    answers.add("HTTP/1.1 200 OK\r\n" + "X: ".concat("y".repeat(1_000) + "\r\n").repeat(100));

    assertThatThrownBy(() -> ask("http://public.example/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("64 KiB");
  }

  @Test
  void an_answer_that_drips_ends_when_its_time_is_over() {
    names.put("public.example", new ArrayDeque<>(List.of("93.184.216.34")));
    answers.add("HTTP/1.1 200 OK\r\nX: " + "y".repeat(60_000));
    slow = text -> "drip";
    var began = System.nanoTime();

    assertThatThrownBy(() -> ask("http://public.example/")).isInstanceOf(IOException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused(@TempDir Path folder) throws Exception {
    var keys = folder.resolve("keys.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                "EC",
                "-storepass",
                "changeit",
                "-dname",
                "CN=public.example",
                "-ext",
                "san=dns:public.example",
                "-keystore",
                keys.toString())
            .start()
            .waitFor();
    assertThat(made).isZero();
    var store = java.security.KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server.close();
    server =
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(() -> {
      try {
        answer(server.accept());
      } catch (IOException _) {
        // The test ended.
      }
    });
    names.put("public.example", new ArrayDeque<>(List.of("93.184.216.34")));
    answers.add(OK);

    assertThatThrownBy(() -> ask("https://public.example/"))
        .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    assertThat(requests).isEmpty();
  }

  private ResponseHead ask(String url) throws IOException {
    return outbound(settings(AllowList.NOTHING)).ask("HEAD", url, Map.of());
  }

  private static OutboundSettings settings(AllowList allowed) {
    return new OutboundSettings(allowed, true, 20, Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  private Outbound outbound(OutboundSettings settings) {
    return new Outbound(
        settings,
        name -> {
          var answers = names.get(name);
          if (answers == null) {
            throw new java.net.UnknownHostException(name);
          }
          var now = answers.size() > 1 ? answers.remove() : answers.getFirst();
          var addresses = new ArrayList<InetAddress>();
          for (var literal : now.split(" ")) {
            addresses.add(InetAddress.ofLiteral(literal));
          }
          return addresses;
        },
        (address, _) -> {
          meant.add(address);
          return new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        });
  }

  private void answer(Socket socket) {
    try (socket) {
      var request = new StringBuilder();
      var in = socket.getInputStream();
      while (!request.toString().endsWith("\r\n\r\n")) {
        var next = in.read();
        if (next < 0) {
          return;
        }
        request.append((char) next);
      }
      requests.add(request.toString());
      String text;
      synchronized (answers) {
        text = answers.isEmpty() ? OK : answers.remove();
      }
      if (slow.apply("").equals("drip")) {
        for (var c : text.toCharArray()) {
          socket.getOutputStream().write(c);
          socket.getOutputStream().flush();
          Thread.sleep(20);
        }
      }
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (IOException | InterruptedException _) {
      // The other side had enough.
    }
  }
}
