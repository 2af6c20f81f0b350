// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.ListPulls;
import io.cairn.core.name.CollectionPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who has links, and versions that were pushed straight to a registered model.
@Path("/api/v1/registries/{registry}/models/{collection}/versions/{version}/pulls")
@Tag(name = "Models")
public class ModelPullResource extends PullRoutes {
  ModelPullResource(Caller caller, ListPulls listPulls) {
    super(caller, listPulls);
  }

  @Override
  CollectionPath path(UriInfo uri) {
    return Parsed.inRegistry(uri, Parsed.part(uri, "collection"));
  }
}
