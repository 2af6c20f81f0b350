// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.security;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// Takes an API key from `Authorization`: as a Bearer token, or as the password of Basic with any
/// user name. Keys anywhere else (URL, cookie) are not looked at (security rule A8).
@ApplicationScoped
public class KeyAuthenticationMechanism implements HttpAuthenticationMechanism {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    return keyOf(context.request())
        .map(key -> identities.authenticate(new KeyRequest(key)))
        .orElseGet(() -> Uni.createFrom().nullItem());
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"cairn\""));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(KeyRequest.class);
  }

  /// What the request gives for a key; not looked at yet.
  public static Optional<String> keyOf(HttpServerRequest request) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Optional.empty();
    }
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(header.substring(BEARER.length()).strip());
    }
    if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.of(passwordOf(header.substring(BASIC.length()).strip()));
    }
    return Optional.of("");
  }

  /// The password of Basic credentials; empty, and so refused, if they cannot be read.
  private static String passwordOf(String encoded) {
    try {
      var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
