// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.SearchVersions;
import io.cairn.core.name.Name;
import io.cairn.core.page.Condition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Versions by what is said of them.
@Path("/api/v1/versions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Versions")
public class VersionSearchResource {
  private final Caller caller;
  private final SearchVersions search;

  VersionSearchResource(Caller caller, SearchVersions search) {
    this.caller = caller;
    this.search = search;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Search versions",
      description =
          "Versions and links in all that the caller may read. Each `where` is `key op value` with"
              + " op one of `= != > >= < <=` and `~` (contains, without regard to case); all must"
              + " hold. Keys: `metadata.KEY` (names joined by dots, other characters than letters,"
              + " digits, `_`, `-` and `/` in quotes), `tag`, `type`, `size`, `files`,"
              + " `references`, `created`. A value that is spelled like a number, `true` or `false`"
              + " is one; in quotes it is a text.")
  public PageBody<VersionBody> search(
      @Parameter(
              description = "A condition; may be given up to 20 times",
              example = "metadata.accuracy>=0.9")
          @QueryParam("where")
          List<String> where,
      @Parameter(description = "Short for where=type=…", example = "model") @QueryParam("type")
          @Nullable String type,
      @Parameter(description = "Only in this team", example = "vision") @QueryParam("team")
          @Nullable String team,
      @Parameter(description = "Only in this project of the team", example = "digits")
          @QueryParam("project")
          @Nullable String project,
      @Parameter(description = "Only in this registry", example = "models") @QueryParam("registry")
          @Nullable String registry,
      @Parameter(
              description =
                  "created or metadata.KEY, with - before it for the newest or largest first;"
                      + " sorted by a key, only versions with a number there are found",
              example = "-metadata.accuracy")
          @QueryParam("sort")
          @Nullable String sort,
      @BeanParam PageQuery page) {
    var conditions = new ArrayList<>(Condition.parseAll(where));
    name("type", type)
        .ifPresent(name -> conditions.add(Condition.parse("type=\"" + name.text() + "\"")));
    var query =
        new SearchVersions.Query(
            conditions,
            name("team", team),
            name("project", project),
            name("registry", registry),
            Optional.ofNullable(sort));
    return PageBody.of(search.run(caller.principal(), query, page.toRequest()), VersionBody::of);
  }

  private static Optional<Name> name(String field, @Nullable String text) {
    return Optional.ofNullable(text).map(given -> Name.of(field, given));
  }
}
