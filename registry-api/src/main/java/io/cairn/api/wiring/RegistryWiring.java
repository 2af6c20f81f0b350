// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.RetentionConfig;
import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceTombstones;
import io.cairn.core.artifact.AliasGuard;
import io.cairn.core.artifact.AliasMoves;
import io.cairn.core.artifact.Restoration;
import io.cairn.core.artifact.Tombstones;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.registry.DeleteNamespace;
import io.cairn.core.registry.DescribeRegistry;
import io.cairn.core.registry.EditRegistry;
import io.cairn.core.registry.ListDeletedNamespaces;
import io.cairn.core.registry.ListProtectedAliases;
import io.cairn.core.registry.ProtectAlias;
import io.cairn.core.registry.RegistryAliasGuard;
import io.cairn.core.registry.UndeleteNamespace;
import io.cairn.core.registry.UnprotectAlias;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The policy of registries.
@ApplicationScoped
public class RegistryWiring {
  @Produces
  @Singleton
  DescribeRegistry describeRegistry(Facts facts, Access access) {
    return new DescribeRegistry(facts, access);
  }

  @Produces
  @Singleton
  EditRegistry editRegistry(Facts facts, Access access, Events events) {
    return new EditRegistry(facts, access, events);
  }

  @Produces
  @Singleton
  AliasGuard aliasGuard(Access access) {
    return new RegistryAliasGuard(access);
  }

  @Produces
  @Singleton
  ListProtectedAliases listProtectedAliases(Facts facts, Access access) {
    return new ListProtectedAliases(facts, access);
  }

  @Produces
  @Singleton
  ProtectAlias protectAlias(Facts facts, Access access, Events events, Timeline timeline) {
    return new ProtectAlias(facts, access, events, timeline);
  }

  @Produces
  @Singleton
  UnprotectAlias unprotectAlias(Facts facts, Access access, Events events) {
    return new UnprotectAlias(facts, access, events);
  }

  @Produces
  @Singleton
  UndeleteNamespace undeleteNamespace(
      Facts facts,
      Access access,
      AliasMoves aliases,
      Events events,
      Timeline timeline,
      RetentionConfig config) {
    return new UndeleteNamespace(
        facts,
        access,
        new NamespaceTombstones(events, timeline),
        new Restoration(aliases, events),
        timeline,
        config.undeleteWindow());
  }

  @Produces
  @Singleton
  ListDeletedNamespaces listDeletedNamespaces(
      Facts facts, Events events, Timeline timeline, RetentionConfig config) {
    return new ListDeletedNamespaces(
        facts, new NamespaceTombstones(events, timeline), config.undeleteWindow());
  }

  @Produces
  @Singleton
  DeleteNamespace deleteNamespace(
      Facts facts, Access access, AliasGuard guard, Events events, Timeline timeline) {
    var aliases = new AliasMoves(guard, events, timeline);
    return new DeleteNamespace(
        facts,
        access,
        new NamespaceTombstones(events, timeline),
        new Tombstones(aliases, events, timeline));
  }
}
