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

/// Recalls of versions of a project's collection.
@Path("/api/v1/teams/{team}/projects/{project}/collections/{collection}/versions/{version}/recall")
@Tag(name = "Versions")
public class CollectionRecallResource extends RecallRoutes {
  CollectionRecallResource(
      Caller caller,
      RecallVersion recallVersion,
      LiftRecall liftRecall,
      WalkLineage walkLineage,
      ListPulls listPulls) {
    super(caller, recallVersion, liftRecall, walkLineage, listPulls);
  }

  @Override
  CollectionPath path(UriInfo uri) {
    return Parsed.inProject(uri, Parsed.part(uri, "collection"));
  }
}
