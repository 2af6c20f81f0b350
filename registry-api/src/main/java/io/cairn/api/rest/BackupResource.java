// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.backup.Backup;
import io.cairn.core.backup.BeginBackup;
import io.cairn.core.backup.CopyFacts;
import io.cairn.core.backup.HoldBackup;
import io.cairn.core.backup.ListBackup;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Copies of the installation that can take its place, keys and all.
@Path("/api/v1/backups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(
    name = "Backups",
    description = "Facts of one instant, and the bytes that they count on, while others write")
public class BackupResource {
  private final Caller caller;
  private final BeginBackup beginBackup;
  private final HoldBackup holdBackup;
  private final ListBackup listBackup;
  private final CopyFacts copyFacts;

  BackupResource(
      Caller caller,
      BeginBackup beginBackup,
      HoldBackup holdBackup,
      ListBackup listBackup,
      CopyFacts copyFacts) {
    this.caller = caller;
    this.beginBackup = beginBackup;
    this.holdBackup = holdBackup;
    this.listBackup = listBackup;
    this.copyFacts = copyFacts;
  }

  /// A backup on the wire.
  @Schema(
      name = "Backup",
      examples =
          "{\"id\":\"01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b4f\",\"engine\":\"sqlite\","
              + "\"createdAt\":\"2026-10-01T12:00:00Z\","
              + "\"createdBy\":\"01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b40\",\"finishedAt\":null,"
              + "\"pinnedUntil\":\"2026-10-01T13:00:00Z\"}")
  record BackupBody(
      String id,
      @Schema(description = "What holds the facts: sqlite or postgresql") String engine,
      Instant createdAt,
      @Schema(description = "A user's id") UUID createdBy,
      @Schema(description = "Null while it is being made, and for ever if nobody finished it")
          @Nullable Instant finishedAt,
      @Schema(description = "Until then no bytes go that it counts on") Instant pinnedUntil) {}

  /// For how long bytes are to stay.
  @Schema(name = "FinishedBackup", examples = "{\"pinSeconds\":2592000}")
  record Finished(
      @Schema(description = "No bytes go that it counts on for so long; 0 if it has copies")
          @Nullable Long pinSeconds) {}

  /// Bytes that the facts count on.
  @Schema(
      name = "BackupBlob",
      examples =
          "{\"digest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"size\":4711}")
  record BlobBody(String digest, long size) {}

  /// A version at its home.
  @Schema(
      name = "BackupVersion",
      examples =
          "{\"version\":\"vision/digits/data:v3\",\"manifest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"deleted\":false}")
  record VersionLine(String version, String manifest, boolean deleted) {}

  @POST
  @ResponseStatus(201)
  @RolesAllowed("admin")
  @Operation(
      summary = "Begin a backup",
      description =
          "From now on no bytes go, for an hour after the last call of `hold`. Take the copy of the"
              + " facts next, then the list of blobs, then the bytes; then finish it. For"
              + " installation admins.")
  public BackupBody begin() {
    return body(beginBackup.run(caller.principal()));
  }

  @GET
  @RolesAllowed("admin")
  @Operation(
      summary = "List backups",
      description = "Newest first. For admins and auditors of the installation.")
  public PageBody<BackupBody> list(@BeanParam PageQuery page) {
    return PageBody.of(listBackup.run(caller.principal(), page.toRequest()), this::body);
  }

  @GET
  @Path("{id}/facts")
  @Produces({"application/vnd.sqlite3", MediaType.APPLICATION_JSON})
  @RolesAllowed("admin")
  @Operation(
      summary = "Download a copy of the facts",
      description =
          "A file that SQLite opens, of one instant; `Repr-Digest` has its SHA-256. 202 while it is"
              + " being made: ask again. It holds hashes of all keys: guard it as the server's own."
              + " 409 `backup.engine` if the facts are in PostgreSQL.")
  @APIResponse(responseCode = "200", description = "The file.")
  @APIResponse(responseCode = "202", description = "It is still being made.")
  public Response facts(@PathParam("id") String id) {
    var copy = copyFacts.run(caller.principal(), parsed(id));
    if (copy.isEmpty()) {
      return Response.accepted(Map.of("state", "copying")).type(MediaType.APPLICATION_JSON).build();
    }
    var digest = Base64.getEncoder().encodeToString(copy.get().digest().bytes());
    var file = copy.get().file();
    return Response.ok((StreamingOutput) out -> Files.copy(file, out))
        .type("application/vnd.sqlite3")
        .header("Repr-Digest", "sha-256=:" + digest + ":")
        .build();
  }

  @GET
  @Path("{id}/blobs")
  @RolesAllowed("admin")
  @Operation(
      summary = "List the bytes that a backup counts on",
      description =
          "By digest. Asked after the facts were copied it has all that they name, and maybe more."
              + " `GET /api/v1/export/blobs/{digest}` gives the bytes.")
  public PageBody<BlobBody> blobs(@PathParam("id") String id, @BeanParam PageQuery page) {
    return PageBody.of(
        listBackup.blobs(caller.principal(), parsed(id), page.toRequest()),
        blob -> new BlobBody(blob.digest().toString(), blob.sizeBytes()));
  }

  @GET
  @Path("{id}/versions")
  @RolesAllowed("admin")
  @Operation(
      summary = "List the versions of a backup with their manifests",
      description =
          "In the order they were made, deleted ones too. With it, and without a server, whoever"
              + " restores can tell which versions a lost blob hits.")
  public PageBody<VersionLine> versions(@PathParam("id") String id, @BeanParam PageQuery page) {
    return PageBody.of(
        listBackup.versions(caller.principal(), parsed(id), page.toRequest()),
        version ->
            new VersionLine(version.path(), version.manifest().toString(), version.isDeleted()));
  }

  @POST
  @Path("{id}/hold")
  @RolesAllowed("admin")
  @Operation(
      summary = "Hold the bytes of a backup for another hour",
      description =
          "409 `backup.lapsed` if nobody held them for a while: begin another backup then.")
  public BackupBody hold(@PathParam("id") String id) {
    return body(holdBackup.run(caller.principal(), parsed(id)));
  }

  @POST
  @Path("{id}/finish")
  @RolesAllowed("admin")
  @Operation(
      summary = "Finish a backup",
      description =
          "And pin the bytes that it counts on, if it has no copies of them. 409 `backup.lapsed` if"
              + " they were not held all the time: the backup is good for nothing then.")
  public BackupBody finish(@PathParam("id") String id, @Nullable Finished body) {
    var seconds = body == null || body.pinSeconds() == null ? 0 : body.pinSeconds();
    var backup = holdBackup.finish(caller.principal(), parsed(id), pin(seconds));
    copyFacts.discard(backup.id());
    return body(backup);
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Let go of the bytes of a backup",
      description = "Gives up one that is being made; ends the pin of a finished one.")
  public void letGo(@PathParam("id") String id) {
    holdBackup.letGo(caller.principal(), parsed(id));
    copyFacts.discard(parsed(id));
  }

  private static Duration pin(long seconds) {
    // More seconds than a duration has are refused as too many.
    return Duration.ofSeconds(Math.clamp(seconds, -1, Integer.MAX_VALUE));
  }

  private static UUID parsed(String id) {
    return Parsed.id("the backup asked for", id);
  }

  private BackupBody body(Backup backup) {
    return new BackupBody(
        backup.id().toString(),
        copyFacts.engine().name().toLowerCase(Locale.ROOT),
        backup.createdAt(),
        backup.createdBy(),
        backup.finishedAt().orElse(null),
        backup.pinnedUntil());
  }
}
