// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.ListPlaces;
import io.cairn.core.content.BlobStore;
import io.cairn.core.draft.Drafts;
import io.cairn.core.draft.FindCommitted;
import io.cairn.core.draft.FindDraftFiles;
import io.cairn.core.draft.FindMarked;
import io.cairn.core.draft.FindSums;
import io.cairn.core.draft.NoteOnDraft;
import io.cairn.core.draft.PutAttachment;
import io.cairn.core.draft.PutDraftFile;
import io.cairn.core.draft.ReadAttachment;
import io.cairn.core.draft.ReadNote;
import io.cairn.core.fact.Facts;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.run.ListVersionUsers;
import io.cairn.core.run.RunNodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Files sent by path, and what faces keep beside drafts and versions.
@ApplicationScoped
public class AttachmentWiring {
  @Produces
  @Singleton
  PutDraftFile putDraftFile(Facts facts, BlobStore store, Drafts drafts) {
    return new PutDraftFile(facts, store, drafts);
  }

  @Produces
  @Singleton
  FindDraftFiles findDraftFiles(Facts facts, Drafts drafts) {
    return new FindDraftFiles(facts, drafts);
  }

  @Produces
  @Singleton
  PutAttachment putAttachment(Facts facts, BlobStore store, Drafts drafts) {
    return new PutAttachment(facts, store, drafts);
  }

  @Produces
  @Singleton
  NoteOnDraft noteOnDraft(Facts facts, Drafts drafts) {
    return new NoteOnDraft(facts, drafts);
  }

  @Produces
  @Singleton
  ReadNote readNote(Facts facts, Drafts drafts) {
    return new ReadNote(facts, drafts);
  }

  @Produces
  @Singleton
  ReadAttachment readAttachment(Facts facts) {
    return new ReadAttachment(facts);
  }

  @Produces
  @Singleton
  FindCommitted findCommitted(Facts facts, FindVersion findVersion) {
    return new FindCommitted(facts, findVersion);
  }

  @Produces
  @Singleton
  FindMarked findMarked(Facts facts, Collections collections) {
    return new FindMarked(facts, collections);
  }

  @Produces
  @Singleton
  FindSums findSums(Facts facts, FindVersion findVersion, BlobStore store) {
    return new FindSums(facts, findVersion, store);
  }

  @Produces
  @Singleton
  ListPlaces listPlaces(Facts facts, Access access) {
    return new ListPlaces(facts, access);
  }

  @Produces
  @Singleton
  ListVersionUsers listVersionUsers(Facts facts, LineageEdges edges, RunNodes runs) {
    return new ListVersionUsers(facts, edges, runs);
  }
}
