// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.security;

import io.cairn.core.access.Principal;
import io.cairn.core.failure.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;

/// Who makes the present request.
@RequestScoped
public class Caller {
  private final SecurityIdentity identity;

  Caller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /// The authenticated caller.
  ///
  /// @throws Failure.Unauthenticated if the request came without a valid key
  public Principal principal() {
    Principal principal = identity.getAttribute(KeyIdentityProvider.PRINCIPAL);
    if (principal == null) {
      throw new Failure.Unauthenticated("a valid key is needed");
    }
    return principal;
  }

  /// Asks the data base who the caller is now: for answers that go on for hours. Outlives the
  /// request; blocking; empty once the key is revoked or expired or its user disabled.
  ///
  /// @throws Failure.Unauthenticated if the request came without a valid key
  public Supplier<Optional<Principal>> renewal() {
    Supplier<Optional<Principal>> renewal = identity.getAttribute(KeyIdentityProvider.RENEWAL);
    if (renewal == null) {
      throw new Failure.Unauthenticated("a valid key is needed");
    }
    return renewal;
  }
}
