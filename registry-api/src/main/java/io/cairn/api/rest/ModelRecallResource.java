// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.LiftRecall;
import io.cairn.core.artifact.ListPulls;
import io.cairn.core.artifact.RecallVersion;
import io.cairn.core.lineage.WalkLineage;
import io.cairn.core.name.CollectionPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Recalls of links, and of versions that were pushed straight to a registered model.
@Path("/api/v1/registries/{registry}/models/{collection}/versions/{version}/recall")
@Tag(name = "Models")
public class ModelRecallResource extends RecallRoutes {
  ModelRecallResource(
      Caller caller,
      RecallVersion recallVersion,
      LiftRecall liftRecall,
      WalkLineage walkLineage,
      ListPulls listPulls) {
    super(caller, recallVersion, liftRecall, walkLineage, listPulls);
  }

  @Override
  CollectionPath path(UriInfo uri) {
    return Parsed.inRegistry(uri, Parsed.part(uri, "collection"));
  }
}
