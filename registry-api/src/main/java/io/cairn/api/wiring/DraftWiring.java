// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.DraftConfig;
import io.cairn.core.access.Access;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.draft.AbandonDraft;
import io.cairn.core.draft.CommitDraft;
import io.cairn.core.draft.DescribeDraft;
import io.cairn.core.draft.DraftSettings;
import io.cairn.core.draft.Drafts;
import io.cairn.core.draft.FindMissingBlobs;
import io.cairn.core.draft.ListDrafts;
import io.cairn.core.draft.OpenDraft;
import io.cairn.core.draft.PutManifest;
import io.cairn.core.draft.ShareDraft;
import io.cairn.core.draft.SweepDrafts;
import io.cairn.core.draft.UnfinishedUploads;
import io.cairn.core.draft.UploadBlob;
import io.cairn.core.draft.UploadBlobs;
import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Versions under construction.
@ApplicationScoped
public class DraftWiring {
  @Produces
  @Singleton
  Drafts drafts(
      Facts facts,
      Access access,
      ResolveReference resolve,
      DraftConfig config,
      Arrivals arrivals,
      Timeline timeline) {
    var settings =
        new DraftSettings(
            config.lifetime(),
            config.maxManifestBytes(),
            config.maxEntries(),
            config.maxFileBytes());
    return new Drafts(facts, access, resolve, settings, arrivals, timeline);
  }

  @Produces
  @Singleton
  OpenDraft openDraft(
      Facts facts,
      Collections collections,
      ResolveReference resolve,
      Drafts drafts,
      BlobStaging staging) {
    return new OpenDraft(facts, collections, resolve, drafts, staging);
  }

  @Produces
  @Singleton
  ShareDraft shareDraft(Facts facts, OpenDraft openDraft, Drafts drafts, Collections collections) {
    return new ShareDraft(facts, openDraft, drafts, collections);
  }

  @Produces
  @Singleton
  UnfinishedUploads unfinishedUploads(Facts facts, BlobStaging staging) {
    return new UnfinishedUploads(facts, staging);
  }

  @Produces
  @Singleton
  DescribeDraft describeDraft(Facts facts, Drafts drafts, UnfinishedUploads uploads) {
    return new DescribeDraft(facts, drafts, uploads);
  }

  @Produces
  @Singleton
  ListDrafts listDrafts(Facts facts, Access access, Drafts drafts, UnfinishedUploads uploads) {
    return new ListDrafts(facts, access, drafts, uploads);
  }

  @Produces
  @Singleton
  AbandonDraft abandonDraft(Facts facts, Drafts drafts) {
    return new AbandonDraft(facts, drafts);
  }

  @Produces
  @Singleton
  FindMissingBlobs findMissingBlobs(Facts facts, BlobStore store, Drafts drafts) {
    return new FindMissingBlobs(facts, store, drafts);
  }

  @Produces
  @Singleton
  UploadBlob uploadBlob(Facts facts, BlobStore store, Drafts drafts) {
    return new UploadBlob(facts, store, drafts);
  }

  @Produces
  @Singleton
  UploadBlobs uploadBlobs(Facts facts, BlobStore store, Drafts drafts) {
    return new UploadBlobs(facts, store, drafts);
  }

  @Produces
  @Singleton
  PutManifest putManifest(Facts facts, BlobStore store, Drafts drafts) {
    return new PutManifest(facts, store, drafts);
  }

  @Produces
  @Singleton
  CommitDraft commitDraft(
      Facts facts, BlobStore store, Drafts drafts, Collections collections, NewVersions versions) {
    return new CommitDraft(facts, store, drafts, collections, versions);
  }

  @Produces
  @Singleton
  SweepDrafts sweepDrafts(Facts facts, Timeline timeline) {
    return new SweepDrafts(facts, timeline);
  }
}
