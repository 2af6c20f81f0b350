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

/// Collections of a project.
@Path("/api/v1/teams/{team}/projects/{project}/collections")
@Tag(name = "Collections")
public class CollectionResource extends CollectionRoutes {
  CollectionResource(
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
  CollectionPath path(UriInfo uri, String collection) {
    return Parsed.inProject(uri, collection);
  }

  @Override
  Page<Collection> page(
      ReadCollections readCollections,
      Principal actor,
      UriInfo uri,
      Optional<Name> type,
      PageRequest page) {
    return readCollections.inProject(
        actor,
        Name.of("team", Parsed.part(uri, "team")),
        Name.of("project", Parsed.part(uri, "project")),
        type,
        page);
  }
}
