// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.CreateCollection;
import io.cairn.core.artifact.DeleteCollection;
import io.cairn.core.artifact.EditCollection;
import io.cairn.core.artifact.ListDeleted;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.artifact.UndeleteCollection;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Registered models.
@Path("/api/v1/registries/{registry}/models")
@Tag(name = "Models")
public class ModelResource extends CollectionRoutes {
  ModelResource(
      Caller caller,
      CreateCollection createCollection,
      ReadCollections readCollections,
      EditCollection editCollection,
      DeleteCollection deleteCollection,
      ListDeleted listDeleted,
      UndeleteCollection undeleteCollection) {
    super(
        caller,
        createCollection,
        readCollections,
        editCollection,
        deleteCollection,
        listDeleted,
        undeleteCollection);
  }

  @Override
  CollectionPath path(UriInfo uri, String model) {
    return Parsed.inRegistry(uri, model);
  }

  @Override
  Page<Collection> page(
      ReadCollections readCollections,
      Principal actor,
      UriInfo uri,
      Optional<Name> type,
      PageRequest page) {
    return readCollections.inRegistry(
        actor, Name.of("registry", Parsed.part(uri, "registry")), type, page);
  }
}
