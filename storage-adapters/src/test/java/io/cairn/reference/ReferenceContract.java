// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.reference.Comparison.State;
import io.cairn.reference.StoreException.Why;
import io.cairn.storage.contract.ServersLive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What holds of every store of objects that references lead to. Each runs it against a real
/// server.
@ExtendWith(ServersLive.class)
public abstract class ReferenceContract {
  private static final List<String> NAMES =
      List.of(
          "a.bin",
          "a b/c+d&e=f.bin",
          "deep/er/x",
          "deep/er/y",
          "deep/z",
          "ü/模型 重み.bin",
          "p%20q#r?s");

  protected final String prefix = "refs-" + UUID.randomUUID() + "/";
  private ObjectStore store;

  /// `s3` or `gs`.
  protected abstract String scheme();

  protected abstract String bucket();

  protected abstract ObjectStore openStore() throws StoreException;

  protected abstract void put(String key, byte[] bytes);

  protected abstract void remove(String key);

  @BeforeEach
  final void open() throws StoreException {
    store = openStore();
  }

  @AfterEach
  final void close() {
    store.close();
  }

  protected final ObjectUri uri(String name) {
    return new ObjectUri(scheme(), bucket(), prefix + name, Optional.empty());
  }

  protected final void put(String name, String text) {
    put(prefix + name, text.getBytes(StandardCharsets.UTF_8));
  }

  protected final Recorded record(String name) throws StoreException {
    var found = store.look(uri(name)).orElseThrow();
    return new Recorded(
        uri(name).withVersion(found.version()).text(), found.sizeBytes(), found.sums());
  }

  protected final Comparison compare(Recorded recorded) throws StoreException {
    return Comparison.look(store, recorded);
  }

  protected final ObjectStore store() {
    return store;
  }

  protected final List<Found> walk() throws IOException {
    var found = new ArrayList<Found>();
    new PrefixWalk(store, uri("")).run(found::add);
    return found;
  }

  @Test
  void a_walk_finds_every_object_in_order_and_says_the_same_as_a_look() throws Exception {
    for (var name : NAMES) {
      put(name, "bytes of " + name);
    }

    var found = walk();

    assertThat(found)
        .extracting(Found::key)
        .containsExactlyElementsOf(
            NAMES.stream().map(name -> prefix + name).sorted(KeyOrder.BY_BYTES).toList());
    for (var each : found) {
      assertThat(store.look(uri("").withKey(each.key()))).contains(each);
      assertThat(each.sums().byName()).isNotEmpty();
    }
  }

  @Test
  void lists_of_several_pages_are_whole() throws Exception {
    for (var i = 0; i < 1_050; i++) {
      put(i % 3 + "/" + i, "x");
    }

    assertThat(walk())
        .hasSize(1_050)
        .isSortedAccordingTo((a, b) -> KeyOrder.BY_BYTES.compare(a.key(), b.key()));
    assertThat(walk()).extracting(Found::key).doesNotHaveDuplicates();
  }

  @Test
  void what_nobody_touched_is_the_same() throws Exception {
    put("k", "first");

    assertThat(compare(record("k")).state()).isEqualTo(State.SAME);
  }

  @Test
  void the_same_bytes_sent_again_are_the_same() throws Exception {
    put("k", "first");
    var recorded = record("k");
    put("k", "first");

    assertThat(compare(recorded).state()).isEqualTo(State.SAME);
  }

  @Test
  void other_bytes_of_the_same_length_are_a_change() throws Exception {
    put("k", "first");
    var recorded = record("k");
    put("k", "other");

    var now = compare(recorded);

    assertThat(now.state()).isEqualTo(State.CHANGED);
    assertThat(now.text()).startsWith("was changed: ");
  }

  @Test
  void what_was_deleted_has_vanished() throws Exception {
    put("k", "first");
    var recorded = record("k");
    remove(prefix + "k");

    assertThat(compare(recorded).state()).isEqualTo(State.VANISHED);
    assertThat(store.open(uri("k"), 0, Optional.empty())).isEmpty();
  }

  @Test
  void bytes_come_whole_or_from_somewhere_on() throws Exception {
    put("k", "0123456789");

    assertThat(read("k", 0)).isEqualTo("0123456789");
    assertThat(read("k", 7)).isEqualTo("789");
  }

  @Test
  void an_empty_object_has_no_bytes() throws Exception {
    put("k", "");

    assertThat(store.look(uri("k")).orElseThrow().sizeBytes()).hasValue(0);
    assertThat(read("k", 0)).isEmpty();
  }

  @Test
  void sums_of_the_bytes_are_those_that_we_take() throws Exception {
    put("k", "123456789");
    var told = store.look(uri("k")).orElseThrow().sums();
    var ours = ByteSums.asIn(told);
    ours.update("123456789".getBytes(StandardCharsets.UTF_8), 9);

    assertThat(ByteSums.difference(told, ours.finish())).isEmpty();
  }

  @Test
  void a_bucket_that_is_not_there_is_told() {
    var nowhere = new ObjectUri(scheme(), "cairn-no-such-bucket", "", Optional.empty());

    assertThatThrownBy(() -> store.list(nowhere, true, Optional.empty()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.why()).isEqualTo(Why.DENIED));
  }

  private String read(String name, long offset) throws IOException {
    var opened = store.open(uri(name), offset, Optional.empty()).orElseThrow();
    try (var body = opened.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
