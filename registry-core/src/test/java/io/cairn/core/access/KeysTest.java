// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.event.Event;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

@OnBothEngines
class KeysTest {
  private static final Set<Scope> FULL = EnumSet.allOf(Scope.class);

  private Instant now = Instant.parse("2026-10-01T12:00:00Z");
  private final List<Runnable> background = new ArrayList<>();
  private final TestFacts db;
  private final Facts facts;
  private final Events events;
  private final TestAccess people;
  private final AuthenticateKey authenticateKey;
  private final CreateKey createKey;
  private final ListKeys listKeys;
  private final RevokeKey revokeKey;
  private final ChangeUser changeUser;

  KeysTest(TestFacts db) {
    this.db = db;
    facts = db.facts();
    var timeline = new Timeline(() -> now, new SecureRandom());
    events = new Events(timeline);
    people = new TestAccess(facts, timeline);
    var recognised = new RecognisedKeys();
    Executor later = background::add;
    authenticateKey = new AuthenticateKey(facts, recognised, timeline, later);
    createKey = new CreateKey(facts, people.access(), events, timeline, new SecureRandom());
    listKeys = new ListKeys(facts, people.access());
    revokeKey = new RevokeKey(facts, recognised, events, timeline);
    changeUser = new ChangeUser(facts, people.access(), recognised, events);
  }

  @Test
  void a_key_stands_for_its_owner_with_its_scopes() {
    var ada = people.user(newName());

    var key = create(ada, Set.of(Scope.READ, Scope.WRITE));

    var caller = authenticate(key).orElseThrow();
    assertThat(caller.userId()).isEqualTo(ada.userId());
    assertThat(caller.name()).isEqualTo(ada.name());
    assertThat(caller.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.WRITE);
    assertThat(caller.keyId()).contains(key.key().id());
  }

  @Test
  void a_key_of_the_right_form_that_nobody_made_opens_nothing() {
    var stranger = KeyText.generate(KeyKind.PERSON, new SecureRandom());

    assertThat(authenticateKey.run(stranger.reveal())).isEmpty();
  }

  @Test
  void a_text_that_is_no_key_costs_no_query() {
    var key = create(people.user(newName()), FULL).text().reveal();
    var closed = Facts.open(db.settings());
    closed.close();
    var withoutDatabase =
        new AuthenticateKey(closed, new RecognisedKeys(), Timeline.system(), Runnable::run);

    assertThat(withoutDatabase.run(key.substring(0, 46) + "~")).isEmpty();
    assertThat(withoutDatabase.run(key + "x")).isEmpty();
    assertThat(withoutDatabase.run("")).isEmpty();
    assertThatThrownBy(() -> withoutDatabase.run(key)).isInstanceOf(Exception.class);
  }

  @Test
  void a_revoked_key_stops_at_once() {
    var ada = people.user(newName());
    var key = create(ada, FULL);
    assertThat(authenticate(key)).isPresent();

    revokeKey.run(ada, key.key().id());

    assertThat(authenticate(key)).isEmpty();
  }

  @Test
  void a_key_revoked_elsewhere_stops_within_five_seconds() {
    var ada = people.user(newName());
    var key = create(ada, FULL);
    assertThat(authenticate(key)).isPresent();
    new RevokeKey(facts, new RecognisedKeys(), events, Timeline.system()).run(ada, key.key().id());

    now = now.plus(Duration.ofSeconds(5));

    assertThat(authenticate(key)).isEmpty();
  }

  @Test
  void an_expired_key_stops_even_if_it_was_just_recognised() {
    var ada = people.user(newName());
    var expiry = now.plusSeconds(2);
    var key = create(ada, Optional.empty(), FULL, Optional.of(expiry));
    assertThat(authenticate(key)).isPresent();

    now = expiry;

    assertThat(authenticate(key)).isEmpty();
    assertThat(key.text().reveal()).startsWith("crn_t_");
  }

  @Test
  void a_disabled_users_keys_stop_and_work_again_when_enabled() {
    var ada = people.user(newName());
    var key = create(ada, FULL);
    assertThat(authenticate(key)).isPresent();

    disable(ada.name(), true);
    assertThat(authenticate(key)).isEmpty();
    assertThatThrownBy(() -> create(people.admin(), Optional.of(ada.name()), FULL))
        .isInstanceOf(Failure.Conflict.class);

    disable(ada.name(), false);
    assertThat(authenticate(key)).isPresent();
  }

  @Test
  void a_new_role_counts_at_once() {
    var ada = people.user(newName());
    var key = create(ada, FULL);
    assertThat(authenticate(key)).map(Principal::role).contains(InstallationRole.MEMBER);

    change(ada.name(), Optional.of(InstallationRole.AUDITOR), Optional.empty());

    assertThat(authenticate(key)).map(Principal::role).contains(InstallationRole.AUDITOR);
  }

  @Test
  void only_an_installation_admin_makes_keys_for_others() {
    var ada = people.user(newName());
    var bob = people.user(newName());

    assertThatThrownBy(() -> create(bob, Optional.of(ada.name()), FULL))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("installation.admin"));
    var key = create(people.admin(), Optional.of(ada.name()), FULL);

    assertThat(authenticate(key)).map(Principal::userId).contains(ada.userId());
  }

  @Test
  void a_key_never_makes_one_of_wider_scope() {
    var reader = TestAccess.with(people.user(newName()), Set.of(Scope.READ));

    assertThatThrownBy(() -> create(reader, Set.of(Scope.READ, Scope.WRITE)))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("key.scope"));

    assertThat(create(reader, Set.of()).key().scopes()).containsExactly(Scope.READ);
  }

  @Test
  void an_expiry_in_the_past_is_refused() {
    var ada = people.user(newName());

    assertThatThrownBy(() -> create(ada, Optional.empty(), FULL, Optional.of(now)))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("expiresAt"));
  }

  @Test
  void nobody_revokes_or_lists_anothers_key_but_an_installation_admin() {
    var ada = people.user(newName());
    var bob = people.user(newName());
    var key = create(ada, FULL);

    assertThatThrownBy(() -> revokeKey.run(bob, key.key().id()))
        .isInstanceOf(Failure.NotFound.class)
        .hasMessage(messageOf(() -> revokeKey.run(bob, new KeyId(UUID.randomUUID()))));
    assertThatThrownBy(() -> listKeys.run(bob, Optional.of(ada.name()), PageRequest.first()))
        .isInstanceOf(Failure.Forbidden.class);

    revokeKey.run(people.admin(), key.key().id());
    assertThat(authenticate(key)).isEmpty();
  }

  @Test
  void keys_are_listed_newest_first_page_by_page() {
    var ada = people.user(newName());
    var first = create(ada, FULL).key();
    var second = create(ada, FULL).key();

    var newest = listKeys.run(ada, Optional.empty(), new PageRequest(1, Optional.empty()));
    var oldest = listKeys.run(ada, Optional.empty(), new PageRequest(1, newest.next()));

    assertThat(newest.items()).extracting(Key::id).containsExactly(second.id());
    assertThat(oldest.items()).extracting(Key::id).containsExactly(first.id());
    assertThat(oldest.next()).isEmpty();
  }

  @Test
  void last_use_is_noted_later_and_at_most_once_a_minute() {
    var ada = people.user(newName());
    var key = create(ada, FULL);

    authenticate(key);
    assertThat(lastUse(ada)).isEmpty();
    background.forEach(Runnable::run);
    assertThat(lastUse(ada)).contains(now);

    background.clear();
    now = now.plusSeconds(59);
    authenticate(key);
    assertThat(background).isEmpty();

    now = now.plusSeconds(6);
    authenticate(key);
    assertThat(background).hasSize(1);
  }

  @Test
  void no_column_of_any_row_holds_the_key() {
    var ada = people.user(newName());
    var key = create(ada, FULL);
    authenticate(key);
    background.forEach(Runnable::run);

    var secret = key.text().reveal().substring(10, 43);
    var dump =
        facts.read(r ->
            r.handle().createQuery("select * from api_key").mapToMap().list().toString()
                + r.handle().createQuery("select * from event").mapToMap().list());
    assertThat(dump).doesNotContain(secret).contains(key.key().lastFour());
  }

  @Test
  void making_and_revoking_are_events_of_the_actor() {
    var ada = people.user(newName());
    var key = create(people.admin(), Optional.of(ada.name()), FULL).key();
    revokeKey.run(ada, key.id());
    revokeKey.run(ada, key.id());

    events.settle(facts);
    var ofKey =
        facts.read(r -> events.after(r, 0, 10_000)).stream()
            .filter(event -> event.subjectId().equals(key.id().value()))
            .toList();

    assertThat(ofKey).extracting(Event::kind).containsExactly("key.created", "key.revoked");
    assertThat(ofKey)
        .extracting(Event::actorId)
        .containsExactly(people.admin().userId().value(), ada.userId().value());
  }

  @Test
  void the_last_active_admin_stays_one() {
    var admin = people.admin();

    assertThatThrownBy(() -> disable(admin.name(), true))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("user.last-admin"));
    assertThatThrownBy(
            () -> change(admin.name(), Optional.of(InstallationRole.MEMBER), Optional.empty()))
        .isInstanceOf(Failure.Conflict.class);
  }

  private Optional<Principal> authenticate(CreateKey.NewKey key) {
    return authenticateKey.run(key.text().reveal());
  }

  private CreateKey.NewKey create(Principal actor, Set<Scope> scopes) {
    return create(actor, Optional.empty(), scopes);
  }

  private CreateKey.NewKey create(Principal actor, Optional<Name> owner, Set<Scope> scopes) {
    return create(actor, owner, scopes, Optional.empty());
  }

  private CreateKey.NewKey create(
      Principal actor, Optional<Name> owner, Set<Scope> scopes, Optional<Instant> expiry) {
    return createKey.run(actor, new CreateKey.Command(owner, new Title("laptop"), scopes, expiry));
  }

  private void disable(Name user, boolean isDisabled) {
    change(user, Optional.empty(), Optional.of(isDisabled));
  }

  private void change(Name user, Optional<InstallationRole> role, Optional<Boolean> isDisabled) {
    changeUser.run(
        people.admin(), user, new ChangeUser.Command(Optional.empty(), role, isDisabled));
  }

  private Optional<Instant> lastUse(Principal user) {
    return listKeys
        .run(user, Optional.empty(), PageRequest.first())
        .items()
        .getFirst()
        .lastUsedAt();
  }

  private static String messageOf(Runnable call) {
    try {
      call.run();
    } catch (Failure e) {
      return e.text();
    }
    throw new AssertionError("it should have failed");
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
