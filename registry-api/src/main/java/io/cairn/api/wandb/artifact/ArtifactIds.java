// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.draft.DraftId;
import io.cairn.core.draft.FindCommitted;
import io.cairn.core.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/// The SDK knows an artifact by one id from its first word on: that of the draft. What came of it
/// answers to that id, and to its own.
@ApplicationScoped
public class ArtifactIds {
  static final String KIND = "Artifact";

  private final Caller caller;
  private final FindVersion findVersion;
  private final FindCommitted findCommitted;

  ArtifactIds(Caller caller, FindVersion findVersion, FindCommitted findCommitted) {
    this.caller = caller;
    this.findVersion = findVersion;
    this.findCommitted = findCommitted;
  }

  static String of(VersionId version) {
    return GlobalId.of(KIND, version.value());
  }

  static String of(DraftId draft) {
    return GlobalId.of(KIND, draft.value());
  }

  static DraftId draft(String id) {
    return new DraftId(GlobalId.uuid(KIND, id));
  }

  /// The version at its home, if the caller may read that.
  ///
  /// @throws Failure.NotFound if there is none for the caller
  VersionView version(String id) {
    return version(GlobalId.uuid(KIND, id));
  }

  private VersionView version(UUID id) {
    try {
      return findVersion.run(caller.principal(), new VersionId(id));
    } catch (Failure.NotFound _) {
      return findCommitted.run(caller.principal(), new DraftId(id));
    }
  }

  /// In references to files of other artifacts the id stands in hex.
  static String ofHex(String hex) {
    try {
      return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException _) {
      throw new Failure.NotFound("the artifact of a reference");
    }
  }
}
