// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.ListPulls;
import io.cairn.core.name.CollectionPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who has versions of a project's collection.
@Path("/api/v1/teams/{team}/projects/{project}/collections/{collection}/versions/{version}/pulls")
@Tag(name = "Versions")
public class CollectionPullResource extends PullRoutes {
  CollectionPullResource(Caller caller, ListPulls listPulls) {
    super(caller, listPulls);
  }

  @Override
  CollectionPath path(UriInfo uri) {
    return Parsed.inProject(uri, Parsed.part(uri, "collection"));
  }
}
