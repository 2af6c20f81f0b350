// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Who may.
@ApplicationScoped
public class AccessWiring {
  @Produces
  @Singleton
  Access access() {
    return new Access();
  }
}
