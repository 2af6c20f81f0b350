// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.auth.oauth2.ServiceAccountCredentials;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/// A service account with a key of its own, and who gives tokens for it.
public final class GcsAccount implements AutoCloseable {
  private static final String EMAIL = "cairn@test.iam.gserviceaccount.com";
  private static final byte[] TOKEN =
      "{\"access_token\":\"test\",\"expires_in\":3600,\"token_type\":\"Bearer\"}".getBytes(UTF_8);

  private final HttpServer tokens;
  private final KeyPair keys;

  public GcsAccount() throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.createContext(
        "/token",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, TOKEN.length);
          exchange.getResponseBody().write(TOKEN);
          exchange.close();
        });
    tokens.start();
  }

  /// The file that Google's console gives out for it.
  public Path writeKey(Path file) throws IOException {
    return Files.writeString(file, json());
  }

  private String json() {
    var key = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
    return """
    {"type":"service_account","project_id":"test","private_key_id":"1","client_id":"1",
     "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
     "client_email":"%s","token_uri":"http://127.0.0.1:%d/token"}
    """
        .formatted(key, EMAIL, tokens.getAddress().getPort());
  }

  ServiceAccountCredentials credentials() throws IOException {
    return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(json().getBytes(UTF_8)));
  }

  /// Whether this account signed a request with these headers (V4 signing process): as Google asks
  /// before it takes one, and the server of the tests does not.
  boolean signed(String method, URI url, Map<String, String> headers)
      throws GeneralSecurityException {
    var query =
        Arrays.stream(url.getRawQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    var sent = new HashMap<>(headers);
    sent.put("host", url.getAuthority());
    var names =
        query.getOrDefault("X-Goog-SignedHeaders", "").replace("%3B", ";").replace("%3b", ";");
    var request = new StringBuilder(method).append('\n').append(url.getRawPath()).append('\n');
    request.append(
        query.entrySet().stream()
            .filter(pair -> !pair.getKey().equals("X-Goog-Signature"))
            .sorted(Map.Entry.comparingByKey())
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining("&")));
    request.append('\n');
    for (var name : names.split(";")) {
      request.append(name).append(':').append(sent.get(name)).append('\n');
    }
    request.append('\n').append(names).append("\nUNSIGNED-PAYLOAD");
    var hash = MessageDigest.getInstance("SHA-256").digest(request.toString().getBytes(UTF_8));
    var credential =
        query.getOrDefault("X-Goog-Credential", "").replace("%2F", "/").replace("%40", "@");
    var text =
        "GOOG4-RSA-SHA256\n%s\n%s\n%s"
            .formatted(
                query.get("X-Goog-Date"),
                credential.substring(EMAIL.length() + 1),
                HexFormat.of().formatHex(hash));
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update(text.getBytes(UTF_8));
    return signature.verify(HexFormat.of().parseHex(query.getOrDefault("X-Goog-Signature", "")));
  }

  @Override
  public void close() {
    tokens.stop(0);
  }
}
