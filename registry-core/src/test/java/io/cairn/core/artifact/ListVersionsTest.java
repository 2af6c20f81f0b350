// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@OnBothEngines
class ListVersionsTest {
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final String path;
  private int logged;

  ListVersionsTest(TestFacts db) {
    var people = new TestAccess(db.facts());
    artifacts = new TestArtifacts(db.facts(), people.access());
    var team = people.team("team-" + UUID.randomUUID());
    ada = people.put(people.user("ada-" + UUID.randomUUID()), team, Role.MEMBER);
    path = team.name() + "/p/model";
  }

  /// Whoever begins to list sees each version that was there once, also while others log and
  /// delete.
  @Test
  void pages_have_no_gaps_and_no_repeats_while_others_write() {
    for (var i = 0; i < 40; i++) {
      log();
    }

    var listed = new ArrayList<Long>();
    var page = new PageRequest(7, Optional.empty());
    for (var more = true; more; ) {
      var found = artifacts.listVersions.run(ada, CollectionPath.parse(path), page);
      found.items().forEach(version -> listed.add(version.index()));
      log();
      artifacts.deleteVersion.run(
          ada, Reference.parse(path + ":v" + listed.getLast()), Optional.empty());
      more = found.next().isPresent();
      page = new PageRequest(7, found.next());
    }

    assertThat(listed)
        .containsExactlyElementsOf(LongStream.range(0, 40).map(i -> 39 - i).boxed().toList());
  }

  private void log() {
    artifacts.log(ada, path, Map.of("w", "content " + logged++));
  }
}
