// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.audit.ReadEvents;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The stream of events, for readers.
@ApplicationScoped
public class AuditWiring {
  @Produces
  @Singleton
  ReadEvents readEvents(Facts facts, Access access, Events events) {
    return new ReadEvents(facts, access, events);
  }
}
