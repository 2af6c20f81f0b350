// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.RetentionConfig;
import io.cairn.core.access.Access;
import io.cairn.core.artifact.AliasGuard;
import io.cairn.core.artifact.AliasMoves;
import io.cairn.core.artifact.AllowRedirect;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.CompareVersions;
import io.cairn.core.artifact.DeleteVersion;
import io.cairn.core.artifact.EditVersion;
import io.cairn.core.artifact.FillAttributes;
import io.cairn.core.artifact.FindAliasMove;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.ListVersions;
import io.cairn.core.artifact.LogAgain;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.ReadAliases;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.RemoveAlias;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.SearchVersions;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.artifact.Tombstones;
import io.cairn.core.artifact.UndeleteVersion;
import io.cairn.core.content.BlobStore;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Versions, their places, aliases and files. The guard of protected aliases comes from the policy
/// of registries; nothing here works without one.
@ApplicationScoped
public class ArtifactWiring {
  @Produces
  @Singleton
  Collections collections(Access access, Projects projects, Events events, Timeline timeline) {
    return new Collections(access, projects, events, timeline);
  }

  @Produces
  @Singleton
  AliasMoves aliasMoves(AliasGuard guard, Events events, Timeline timeline) {
    return new AliasMoves(guard, events, timeline);
  }

  @Produces
  @Singleton
  Tombstones tombstones(AliasMoves aliases, Events events, Timeline timeline) {
    return new Tombstones(aliases, events, timeline);
  }

  @Produces
  @Singleton
  ResolveReference resolveReference(Facts facts, Access access, Collections collections) {
    return new ResolveReference(facts, access, collections);
  }

  @Produces
  @Singleton
  FindAliasMove findAliasMove(Facts facts) {
    return new FindAliasMove(facts);
  }

  @Produces
  @Singleton
  ListVersions listVersions(Facts facts, Access access, Collections collections) {
    return new ListVersions(facts, access, collections);
  }

  @Produces
  @Singleton
  NewVersions newVersions(
      Access access, AliasMoves aliases, LineageEdges lineage, Events events, Timeline timeline) {
    return new NewVersions(access, aliases, lineage, events, timeline);
  }

  @Produces
  @Singleton
  LogAgain logAgain(
      Facts facts,
      Access access,
      FindVersion findVersion,
      Collections collections,
      NewVersions versions) {
    return new LogAgain(facts, access, findVersion, collections, versions);
  }

  @Produces
  @Singleton
  EditVersion editVersion(Facts facts, Access access, ResolveReference resolve, Events events) {
    return new EditVersion(facts, access, resolve, events);
  }

  @Produces
  @Singleton
  DeleteVersion deleteVersion(
      Facts facts,
      Access access,
      ResolveReference resolve,
      AliasMoves aliases,
      Events events,
      Timeline timeline) {
    return new DeleteVersion(facts, access, resolve, aliases, events, timeline);
  }

  @Produces
  @Singleton
  UndeleteVersion undeleteVersion(
      Facts facts,
      Access access,
      Collections collections,
      AliasMoves aliases,
      Events events,
      Timeline timeline,
      RetentionConfig config) {
    return new UndeleteVersion(
        facts, access, collections, aliases, events, timeline, config.undeleteWindow());
  }

  @Produces
  @Singleton
  LinkVersion linkVersion(
      Facts facts,
      Access access,
      Collections collections,
      ResolveReference resolve,
      AliasMoves aliases,
      Events events,
      Timeline timeline) {
    return new LinkVersion(facts, access, collections, resolve, aliases, events, timeline);
  }

  @Produces
  @Singleton
  ReadAliases readAliases(Facts facts, Collections collections, AliasGuard guard) {
    return new ReadAliases(facts, collections, guard);
  }

  @Produces
  @Singleton
  SetAlias setAlias(Facts facts, Access access, Collections collections, AliasMoves aliases) {
    return new SetAlias(facts, access, collections, aliases);
  }

  @Produces
  @Singleton
  RemoveAlias removeAlias(Facts facts, Collections collections, AliasMoves aliases) {
    return new RemoveAlias(facts, collections, aliases);
  }

  @Produces
  @Singleton
  FindVersion findVersion(Facts facts, Access access) {
    return new FindVersion(facts, access);
  }

  @Produces
  @Singleton
  ReadVersionFiles readVersionFiles(Facts facts, FindVersion findVersion, BlobStore store) {
    return new ReadVersionFiles(facts, findVersion, store);
  }

  @Produces
  @Singleton
  AllowRedirect allowRedirect(Facts facts, FindVersion findVersion, Access access) {
    return new AllowRedirect(facts, findVersion, access);
  }

  @Produces
  @Singleton
  CompareVersions compareVersions(ResolveReference resolve, BlobStore store) {
    return new CompareVersions(resolve, store);
  }

  @Produces
  @Singleton
  SearchVersions searchVersions(Facts facts, Access access, Projects projects) {
    return new SearchVersions(facts, access, projects);
  }

  @Produces
  @Singleton
  FillAttributes fillAttributes(Facts facts) {
    return new FillAttributes(facts);
  }
}
