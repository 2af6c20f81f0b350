// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.DeleteVersion;
import io.cairn.core.artifact.EditVersion;
import io.cairn.core.artifact.ListDeleted;
import io.cairn.core.artifact.ListVersions;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.UndeleteVersion;
import io.cairn.core.name.CollectionPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Versions of a registered model: links, and what was pushed straight to it.
@Path("/api/v1/registries/{registry}/models/{collection}/versions")
@Tag(name = "Models")
public class ModelVersionResource extends VersionRoutes {
  ModelVersionResource(
      Caller caller,
      ListVersions listVersions,
      ListDeleted listDeleted,
      ResolveReference resolveReference,
      EditVersion editVersion,
      DeleteVersion deleteVersion,
      UndeleteVersion undeleteVersion) {
    super(
        caller,
        listVersions,
        listDeleted,
        resolveReference,
        editVersion,
        deleteVersion,
        undeleteVersion);
  }

  @Override
  CollectionPath path(UriInfo uri) {
    return Parsed.inRegistry(uri, Parsed.part(uri, "collection"));
  }
}
