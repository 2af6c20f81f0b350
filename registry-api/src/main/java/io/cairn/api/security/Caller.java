// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.security;

import io.cairn.core.access.Principal;
import io.cairn.core.failure.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

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
}
