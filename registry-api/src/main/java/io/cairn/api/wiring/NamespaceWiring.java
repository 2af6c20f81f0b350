// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.access.ChangeNamespace;
import io.cairn.core.access.CreateNamespace;
import io.cairn.core.access.FindNamespace;
import io.cairn.core.access.ListMembers;
import io.cairn.core.access.ListNamespaces;
import io.cairn.core.access.RemoveMember;
import io.cairn.core.access.SetMember;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Teams and registries, and who is in them.
@ApplicationScoped
public class NamespaceWiring {
  @Produces
  @Singleton
  CreateNamespace createNamespace(Facts facts, Access access, Events events, Timeline timeline) {
    return new CreateNamespace(facts, access, events, timeline);
  }

  @Produces
  @Singleton
  ChangeNamespace changeNamespace(Facts facts, Access access, Events events, Timeline timeline) {
    return new ChangeNamespace(facts, access, events, timeline);
  }

  @Produces
  @Singleton
  FindNamespace findNamespace(Facts facts, Access access) {
    return new FindNamespace(facts, access);
  }

  @Produces
  @Singleton
  ListNamespaces listNamespaces(Facts facts, Access access) {
    return new ListNamespaces(facts, access);
  }

  @Produces
  @Singleton
  ListMembers listMembers(Facts facts, Access access) {
    return new ListMembers(facts, access);
  }

  @Produces
  @Singleton
  SetMember setMember(Facts facts, Access access, Events events, Timeline timeline) {
    return new SetMember(facts, access, events, timeline);
  }

  @Produces
  @Singleton
  RemoveMember removeMember(Facts facts, Access access, Events events) {
    return new RemoveMember(facts, access, events);
  }
}
