// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.IdempotencyConfig;
import io.cairn.core.fact.Facts;
import io.cairn.core.idempotency.BeginKeyedRequest;
import io.cairn.core.idempotency.EndKeyedRequest;
import io.cairn.core.idempotency.UnwrittenEnds;
import io.cairn.core.time.Timeline;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Requests that may come twice.
@ApplicationScoped
public class IdempotencyWiring {
  @Produces
  @Singleton
  UnwrittenEnds unwrittenEnds() {
    return new UnwrittenEnds();
  }

  @Produces
  @Singleton
  BeginKeyedRequest beginKeyedRequest(
      Facts facts, UnwrittenEnds unwritten, Timeline timeline, IdempotencyConfig config) {
    try {
      return new BeginKeyedRequest(facts, unwritten, timeline, config.lifetime());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("setting cairn.idempotency.lifetime: " + e.getMessage());
    }
  }

  @Produces
  @Singleton
  EndKeyedRequest endKeyedRequest(Facts facts, UnwrittenEnds unwritten) {
    return new EndKeyedRequest(facts, unwritten);
  }
}
