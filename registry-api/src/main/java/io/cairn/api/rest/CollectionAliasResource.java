// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.ReadAliases;
import io.cairn.core.artifact.RemoveAlias;
import io.cairn.core.artifact.RollBackAlias;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.name.CollectionPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Aliases of a project's collection.
@Path("/api/v1/teams/{team}/projects/{project}/collections/{collection}/aliases")
@Tag(name = "Aliases")
public class CollectionAliasResource extends AliasRoutes {
  CollectionAliasResource(
      Caller caller,
      ReadAliases readAliases,
      SetAlias setAlias,
      RemoveAlias removeAlias,
      RollBackAlias rollBackAlias) {
    super(caller, readAliases, setAlias, removeAlias, rollBackAlias);
  }

  @Override
  CollectionPath path(UriInfo uri) {
    return Parsed.inProject(uri, Parsed.part(uri, "collection"));
  }
}
