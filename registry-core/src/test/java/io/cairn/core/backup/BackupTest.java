// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.FactsSettings;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may begin a backup, what its copy of the facts has, and that its lists have all that the
/// copy names.
@OnBothEngines
class BackupTest {
  private final Facts facts;
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal admin;
  private final Principal ada;
  private final String team;
  private final BeginBackup begin;
  private final HoldBackup hold;
  private final ListBackup list;

  @TempDir Path scratch;

  BackupTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    admin = people.admin();
    var space = people.team("n" + UUID.randomUUID());
    team = space.name().text();
    ada = people.put(people.user("n" + UUID.randomUUID()), space, Role.MEMBER);
    var timeline = Timeline.system();
    var events = new Events(timeline);
    begin = new BeginBackup(facts, people.access(), events, timeline);
    hold = new HoldBackup(facts, people.access(), events, timeline);
    list = new ListBackup(facts, people.access(), hold);
  }

  @Test
  void the_lists_have_what_the_copy_names() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "one"));
    var backup = begin.run(admin);
    var copies = copies();

    if (facts.engine() == Engine.POSTGRESQL) {
      assertThatThrownBy(() -> copies.run(admin, backup.id()))
          .isInstanceOfSatisfying(
              Failure.Conflict.class,
              failure -> assertThat(failure.code()).isEqualTo("backup.engine"));
    } else {
      var copy = copies.run(admin, backup.id()).orElseThrow();
      artifacts.log(ada, team + "/p/c", Map.of("a", "later"));
      assertThat(versionsOf(copy.file())).isEqualTo(versionsOf(facts) - 1);
      copies.discard(backup.id());
      assertThat(copy.file()).doesNotExist();
    }
    var blobs = list.blobs(admin, backup.id(), new PageRequest(1_000, PageRequest.first().after()));
    assertThat(blobs.items())
        .contains(new ListBackup.ListedBlob(digest("one"), 3))
        .isSortedAccordingTo((a, b) -> a.digest().hex().compareTo(b.digest().hex()));
    var versions = list.versions(admin, backup.id(), PageRequest.first()).items();
    assertThat(versions).extracting(ListBackup.ListedVersion::path).contains(team + "/p/c:v0");
    hold.finish(admin, backup.id(), Duration.ofDays(1));
    assertThat(list.run(admin, PageRequest.first()).items().getFirst().finishedAt()).isPresent();
  }

  @Test
  void only_installation_admins_back_up_since_a_copy_has_every_key() {
    assertThatThrownBy(() -> begin.run(ada)).isInstanceOf(Failure.Forbidden.class);
    var backup = begin.run(admin);

    assertThatThrownBy(() -> copies().run(ada, backup.id())).isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> hold.letGo(ada, backup.id())).isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> list.blobs(ada, backup.id(), PageRequest.first()))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> hold.finish(admin, backup.id(), Duration.ofDays(-1)))
        .isInstanceOf(Failure.Invalid.class);
    assertThatThrownBy(() -> hold.run(admin, UUID.randomUUID()))
        .isInstanceOf(Failure.NotFound.class);
  }

  private CopyFacts copies() {
    return new CopyFacts(facts, hold, scratch, Runnable::run, Duration.ofSeconds(10));
  }

  private static long versionsOf(Path file) {
    try (var copy = Facts.open(new FactsSettings("jdbc:sqlite:" + file, "", "", 1))) {
      return versionsOf(copy);
    }
  }

  private static long versionsOf(Facts facts) {
    return facts.read(reading ->
        reading.handle().createQuery("select count(*) from version").mapTo(Long.class).one());
  }

  private static Digest digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8));
  }
}
