// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.security;

import io.cairn.core.access.AuthenticateKey;
import io.cairn.core.access.Principal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Turns a key into an identity. Its roles are the scopes of the key: guards on methods name the
/// scope they need, use cases ask for the right on the object.
@ApplicationScoped
public class KeyIdentityProvider implements IdentityProvider<KeyRequest> {
  static final String PRINCIPAL = "cairn.principal";
  static final String RENEWAL = "cairn.renewal";

  private final AuthenticateKey authenticateKey;

  KeyIdentityProvider(AuthenticateKey authenticateKey) {
    this.authenticateKey = authenticateKey;
  }

  @Override
  public Class<KeyRequest> getRequestType() {
    return KeyRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      KeyRequest request, AuthenticationRequestContext context) {
    var known = authenticateKey.known(request.key());
    if (known.isPresent()) {
      // A key seen a moment ago needs no other thread.
      return Uni.createFrom().item(identity(known.get(), request.key()));
    }
    return context.runBlocking(() ->
        authenticateKey
            .run(request.key())
            .map(principal -> identity(principal, request.key()))
            .orElseThrow(AuthenticationFailedException::new));
  }

  private SecurityIdentity identity(Principal principal, String key) {
    Supplier<Optional<Principal>> renewal = () -> authenticateKey.anew(key);
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(principal.name().text()))
            .addAttribute(PRINCIPAL, principal)
            .addAttribute(RENEWAL, renewal);
    principal.scopes().forEach(scope -> identity.addRole(scope.name().toLowerCase(Locale.ROOT)));
    return identity.build();
  }
}
