// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.file.Grant;
import io.cairn.api.wandb.file.SignedUrls;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.Reads;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.api.wandb.run.RunNode;
import io.cairn.core.artifact.DescribeVersions;
import io.cairn.core.artifact.ListPlaces;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.draft.FindMarked;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.DescribeRun;
import io.cairn.core.run.ListRunVersions;
import io.cairn.core.run.ListVersionUsers;
import io.cairn.core.run.RunPath;
import io.cairn.core.trace.CountRunVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Artifacts one by one, where they come from and where they went.
@ApplicationScoped
public class ArtifactFields implements Fields {
  private static final int PAGE = 50;

  private final Caller caller;
  private final ArtifactIds ids;
  private final ArtifactNodes nodes;
  private final ResolveReference resolve;
  private final FindMarked findMarked;
  private final SignedUrls urls;
  private final Lineage lineage;

  ArtifactFields(
      Caller caller,
      ArtifactIds ids,
      ArtifactNodes nodes,
      ResolveReference resolve,
      FindMarked findMarked,
      SignedUrls urls,
      Lineage lineage) {
    this.caller = caller;
    this.ids = ids;
    this.nodes = nodes;
    this.resolve = resolve;
    this.findMarked = findMarked;
    this.urls = urls;
    this.lineage = lineage;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .query(
            "artifact",
            asked ->
                Reads.orNull(() -> nodes.artifact(ids.version(asked.arguments().needed("id")))))
        .query("clientIDMapping", this::mapping)
        .on("Project", "artifact", this::byName)
        .on("Project", "artifactCollectionMembership", this::membership)
        .on("Artifact", "currentManifest", this::manifest)
        .on("Artifact", "createdBy", lineage::createdBy)
        .on("Artifact", "usedBy", lineage::usedBy)
        .on("Artifact", "artifactMemberships", lineage::memberships)
        .on("Run", "inputArtifacts", asked -> lineage.beside(asked, true))
        .on("Run", "outputArtifacts", asked -> lineage.beside(asked, false));
  }

  private @Nullable Map<String, String> mapping(Asked asked) {
    return findMarked
        .draft(Notes.KIND, asked.arguments().needed("clientID"))
        .map(draft -> Map.of("serverID", ArtifactIds.of(draft)))
        .orElse(null);
  }

  private @Nullable ArtifactNode byName(Asked asked) {
    var view = found(asked);
    return view == null ? null : nodes.artifact(view);
  }

  private @Nullable MembershipNode membership(Asked asked) {
    var view = found(asked);
    return view == null ? null : nodes.membership(view);
  }

  private @Nullable VersionView found(Asked asked) {
    var place = asked.of(ProjectNode.class).place();
    return Reads.orNull(() ->
        resolve.live(
            caller.principal(), ArtifactNames.reference(place, asked.arguments().needed("name"))));
  }

  private Map<String, Object> manifest(Asked asked) {
    var view = asked.of(ArtifactNode.class).view();
    var id = GlobalId.of("ArtifactManifest", view.version().value());
    var url = urls.of(new Grant.GetVersionManifest(view.version().value()));
    return Map.of("id", id, "file", Map.of("id", id, "name", "", "directUrl", url));
  }

  /// What stands beside an artifact in the graph.
  @ApplicationScoped
  public static class Lineage {
    private static final int MAX_USERS = 1_000;

    private final Caller caller;
    private final ArtifactNodes nodes;
    private final DescribeRun describeRun;
    private final ListVersionUsers users;
    private final ListPlaces places;
    private final ListRunVersions runVersions;
    private final DescribeVersions describeVersions;
    private final CountRunVersions countVersions;

    Lineage(
        Caller caller,
        ArtifactNodes nodes,
        DescribeRun describeRun,
        ListVersionUsers users,
        ListPlaces places,
        ListRunVersions runVersions,
        DescribeVersions describeVersions,
        CountRunVersions countVersions) {
      this.caller = caller;
      this.nodes = nodes;
      this.describeRun = describeRun;
      this.users = users;
      this.places = places;
      this.runVersions = runVersions;
      this.describeVersions = describeVersions;
      this.countVersions = countVersions;
    }

    @Nullable RunNode createdBy(Asked asked) {
      return asked
          .of(ArtifactNode.class)
          .view()
          .run()
          .map(run -> run(RunPath.parse("run", run.path())))
          .orElse(null);
    }

    private @Nullable RunNode run(RunPath path) {
      return Reads.orNull(() -> new RunNode(describeRun.run(caller.principal(), path)));
    }

    Connection<RunNode> usedBy(Asked asked) {
      var version = asked.of(ArtifactNode.class).view().version().value();
      var runs = new ArrayList<RunNode>();
      Optional<Cursor> after = Optional.empty();
      do {
        var page =
            users.run(caller.principal(), version, new PageRequest(PageRequest.MAX_LIMIT, after));
        page.items().stream()
            .map(this::run)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .forEach(runs::add);
        after = page.next();
      } while (after.isPresent() && runs.size() < MAX_USERS);
      return Connection.whole(runs);
    }

    Connection<MembershipNode> memberships(Asked asked) {
      var version = asked.of(ArtifactNode.class).view().version();
      return Connection.whole(nodes.memberships(places.run(caller.principal(), version)));
    }

    /// A version that is gone, or may not be read, is left out.
    Connection<ArtifactNode> beside(Asked asked, boolean isInput) {
      var path = asked.of(RunNode.class).run().path();
      var request = Connection.request(asked.arguments(), PAGE);
      var page = beside(path, isInput, request);
      var found =
          describeVersions.run(
              caller.principal(),
              page.items().stream().map(beside -> new VersionId(beside.version())).toList());
      var artifacts = nodes.artifacts(java.util.List.copyOf(found.values()));
      var inOrder =
          page.items().stream()
              .map(beside -> Optional.ofNullable(artifacts.get(new VersionId(beside.version()))))
              .flatMap(Optional::stream)
              .toList();
      return Connection.of(
          new Page<>(inOrder, page.next()),
          request.after().isEmpty() && page.next().isEmpty()
              ? Long.valueOf(inOrder.size())
              : count(path, isInput),
          java.util.function.Function.identity());
    }

    private Page<ListRunVersions.Beside> beside(
        RunPath path, boolean isInput, PageRequest request) {
      return isInput
          ? runVersions.inputs(caller.principal(), path, request)
          : runVersions.outputs(caller.principal(), path, request);
    }

    private long count(RunPath path, boolean isInput) {
      return isInput
          ? countVersions.inputs(caller.principal(), path)
          : countVersions.outputs(caller.principal(), path);
    }
  }
}
