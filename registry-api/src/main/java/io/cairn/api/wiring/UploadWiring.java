// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.StorageConfig;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.DirectUploads;
import io.cairn.core.content.HashingPool;
import io.cairn.core.content.ReportingBlobStore;
import io.cairn.core.content.StagedIntake;
import io.cairn.core.draft.AcceptUpload;
import io.cairn.core.draft.AppendUpload;
import io.cairn.core.draft.BeginUpload;
import io.cairn.core.draft.CancelUpload;
import io.cairn.core.draft.DescribeUpload;
import io.cairn.core.draft.Drafts;
import io.cairn.core.draft.FindKnownSizes;
import io.cairn.core.draft.ReapDrafts;
import io.cairn.core.draft.SignUpload;
import io.cairn.core.draft.Uploads;
import io.cairn.core.fact.Facts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Uploads in parts.
@ApplicationScoped
public class UploadWiring {
  @Produces
  @Singleton
  StagedIntake stagedIntake(BlobStaging staging, HashingPool hashing) {
    return new StagedIntake(staging, hashing);
  }

  @Produces
  @Singleton
  Uploads uploads(
      Facts facts, BlobStore store, BlobStaging staging, StagedIntake intake, Drafts drafts) {
    return new Uploads(facts, store, staging, intake, drafts);
  }

  @Produces
  @Singleton
  BeginUpload beginUpload(Uploads uploads) {
    return new BeginUpload(uploads);
  }

  @Produces
  @Singleton
  AppendUpload appendUpload(Uploads uploads) {
    return new AppendUpload(uploads);
  }

  @Produces
  @Singleton
  DescribeUpload describeUpload(Uploads uploads) {
    return new DescribeUpload(uploads);
  }

  @Produces
  @Singleton
  CancelUpload cancelUpload(Uploads uploads) {
    return new CancelUpload(uploads);
  }

  @Produces
  @Singleton
  SignUpload signUpload(Facts facts, Drafts drafts, BlobStore store, StorageConfig config) {
    return new SignUpload(facts, drafts, direct(store, config));
  }

  @Produces
  @Singleton
  AcceptUpload acceptUpload(Facts facts, Drafts drafts, BlobStore store, StorageConfig config) {
    return new AcceptUpload(facts, drafts, direct(store, config));
  }

  private static Optional<DirectUploads> direct(BlobStore store, StorageConfig config) {
    var bare = store instanceof ReportingBlobStore reporting ? reporting.bare() : store;
    return config.upload().equals("signed") && bare instanceof DirectUploads direct
        ? Optional.of(direct)
        : Optional.empty();
  }

  @Produces
  @Singleton
  FindKnownSizes findKnownSizes(Facts facts, Drafts drafts) {
    return new FindKnownSizes(facts, drafts);
  }

  @Produces
  @Singleton
  ReapDrafts reapDrafts(Facts facts, BlobStaging staging, StagedIntake intake, Drafts drafts) {
    return new ReapDrafts(facts, staging, intake, drafts);
  }
}
