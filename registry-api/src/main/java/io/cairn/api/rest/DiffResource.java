// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.CompareVersions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How the files of two versions differ.
@Path("/api/v1/diff")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Versions")
public class DiffResource {
  private final Caller caller;
  private final CompareVersions compare;

  DiffResource(Caller caller, CompareVersions compare) {
    this.caller = caller;
    this.compare = compare;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Compare the files of two versions",
      description =
          "The changes from `from` to `to` in the order of their paths, a page at a time, and what"
              + " all of them amount to. A file that was renamed is an added and a removed path;"
              + " `movedFrom` and `movedTo` name the other one, unless more than 5,000 files were"
              + " added or removed (`totals.moved` is null then). For one pair of versions through"
              + " all pages give the references that the first page answered.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"from":{"ref":"vision/digits/data:v1"},"to":{"ref":"vision/digits/data:v2"},
                       "totals":{"added":1,"removed":0,"changed":1,"unchanged":7,"moved":0,
                                 "bytesAdded":30,"bytesRemoved":9},
                       "items":[
                         {"path":"a.csv","change":"added","before":null,
                          "after":{"size":10,"digest":"sha256:…"}},
                         {"path":"b.csv","change":"changed",
                          "before":{"size":9,"digest":"sha256:…"},
                          "after":{"size":20,"digest":"sha256:…"}}],
                       "next":null}
                      """)))
  public DiffBody diff(
      @Parameter(description = "The version to compare with", example = "models/digits:v1")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "The version to compare", example = "models/digits:production")
          @QueryParam("to")
          @Nullable String to,
      @BeanParam PageQuery page) {
    var left = Parsed.reference("from", from);
    var right = Parsed.reference("to", to);
    return DiffBody.of(compare.run(caller.principal(), left, right, page.toRequest()));
  }
}
