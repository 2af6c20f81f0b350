// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.draft.OpenDraft;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.run.FindRun;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Opens drafts in a project's collection.
@Path("/api/v1/teams/{team}/projects/{project}/collections/{collection}/drafts")
@Tag(name = "Drafts")
public class CollectionDraftResource extends OpenDraftRoute {
  CollectionDraftResource(Caller caller, OpenDraft openDraft, FindRun findRun) {
    super(caller, openDraft, findRun);
  }

  @Override
  CollectionPath path(UriInfo uri) {
    return Parsed.inProject(uri, Parsed.part(uri, "collection"));
  }
}
