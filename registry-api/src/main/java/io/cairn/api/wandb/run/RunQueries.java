// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.MongoFilter;
import io.cairn.api.wandb.graphql.Reads;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.DescribeRun;
import io.cairn.core.run.Run;
import io.cairn.core.run.RunPath;
import io.cairn.core.search.RunSearch;
import io.cairn.core.search.SearchRuns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs of a project.
@ApplicationScoped
public class RunQueries implements Fields {
  private static final int PAGE = 50;
  private static final int MAX_PAGES = 50;
  private static final int MAX_SORTED = 2_000;

  private final Caller caller;
  private final DescribeRun describeRun;
  private final SearchRuns searchRuns;

  RunQueries(Caller caller, DescribeRun describeRun, SearchRuns searchRuns) {
    this.caller = caller;
    this.describeRun = describeRun;
    this.searchRuns = searchRuns;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .on("Project", "run", this::run)
        .on("Project", "bucket", this::run)
        .on("Project", "runs", this::runs)
        .on("Project", "runCount", this::count)
        .on(
            "Run",
            "wandbConfig",
            asked ->
                RunConfigs.own(asked.of(RunNode.class).run(), asked.arguments().texts("keys")));
  }

  private @Nullable RunNode run(Asked asked) {
    if (!(asked.of(ProjectNode.class).place() instanceof Place.InTeam place)) {
      return null;
    }
    return Reads.orNull(() -> {
      var name = Name.of("name", asked.arguments().needed("name"));
      return new RunNode(
          describeRun.run(caller.principal(), new RunPath(place.team(), place.project(), name)));
    });
  }

  private @Nullable Connection<RunNode> runs(Asked asked) {
    if (!(asked.of(ProjectNode.class).place() instanceof Place.InTeam place)) {
      return null;
    }
    if (RunFilters.isByHeartbeat(asked.arguments().text("order"))) {
      return byHeartbeat(asked, place);
    }
    var request = Connection.request(asked.arguments(), PAGE);
    return Connection.of(found(asked, place, request, MAX_PAGES), null, RunNode::new);
  }

  /// Signs of life come and go, so no search is sorted by them: the runs are read and sorted here.
  private Connection<RunNode> byHeartbeat(Asked asked, Place.InTeam place) {
    var all = new ArrayList<Run>();
    Optional<Cursor> after = Optional.empty();
    do {
      var page = found(asked, place, new PageRequest(200, after), 1);
      all.addAll(page.items());
      after = page.next();
      if (all.size() > MAX_SORTED) {
        throw new Failure.Invalid(
            "order",
            "order.heartbeat",
            "order by heartbeat_at knows up to " + MAX_SORTED + " runs; narrow them by filters");
      }
    } while (after.isPresent());
    var order =
        Comparator.comparing((Run run) -> run.heartbeatAt().orElse(run.createdAt()))
            .thenComparing(run -> run.id().value());
    all.sort(RunFilters.isDescending(asked.arguments().text("order")) ? order.reversed() : order);
    return Connection.slice(
        asked.arguments(), PAGE, all.stream().map(RunNode::new).toList(), RunNode::name);
  }

  /// Counted up to some thousand; the SDK shows it.
  private int count(Asked asked) {
    if (!(asked.of(ProjectNode.class).place() instanceof Place.InTeam place)) {
      return 0;
    }
    var count = 0;
    Optional<Cursor> after = Optional.empty();
    for (var pages = 0; pages < MAX_PAGES; pages++) {
      var page = found(asked, place, new PageRequest(200, after), 1);
      count += page.items().size();
      after = page.next();
      if (after.isEmpty()) {
        break;
      }
    }
    return count;
  }

  /// The SDK takes an empty page for the last one: so a page goes on until something is found.
  private Page<Run> found(Asked asked, Place.InTeam place, PageRequest request, int maxPages) {
    var filter = MongoFilter.parse(asked.arguments().text("filters"));
    var search =
        new RunSearch(
            RunFilters.conditions(filter),
            Optional.empty(),
            RunFilters.order(asked.arguments().text("order")));
    List<Run> found = new ArrayList<>();
    var after = request.after();
    for (var pages = 0; pages < maxPages; pages++) {
      var page =
          searchRuns.run(
              caller.principal(),
              place.team(),
              Optional.of(place.project()),
              search,
              new PageRequest(request.limit() - found.size(), after));
      page.items().stream()
          .filter(run -> filter.holds(key -> RunFilters.value(run, key)))
          .forEach(found::add);
      after = page.next();
      if (after.isEmpty() || found.size() >= request.limit()) {
        break;
      }
    }
    return new Page<>(found, after);
  }
}
