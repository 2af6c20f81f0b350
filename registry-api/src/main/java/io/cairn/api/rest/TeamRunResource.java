// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.name.Name;
import io.cairn.core.search.SearchRuns;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Runs of all projects of a team.
@Path("/api/v1/teams/{team}/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class TeamRunResource {
  private final Caller caller;
  private final SearchRuns searchRuns;

  TeamRunResource(Caller caller, SearchRuns searchRuns) {
    this.caller = caller;
    this.searchRuns = searchRuns;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Search the runs of a team",
      description =
          "As in one project. The newest 1,000 projects are searched. A page may hold fewer runs"
              + " than its limit and still have a next one.")
  public PageBody<RunBody> search(
      @PathParam("team") String team, @BeanParam RunQuery query, @BeanParam PageQuery page) {
    var runs =
        searchRuns.run(
            caller.principal(),
            Name.of("team", team),
            Optional.empty(),
            query.toSearch(),
            page.toRequest());
    return PageBody.of(runs, RunBody::of);
  }
}
