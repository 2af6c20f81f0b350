// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrefixWalkTest {
  /// As stores list: in the order of bytes, some at a time.
  private record Listing(TreeSet<String> keys, int pageSize, AtomicInteger asked)
      implements ObjectStore {
    @Override
    public Optional<Found> look(ObjectUri object) {
      return Optional.empty();
    }

    @Override
    public Optional<Opened> open(ObjectUri object, long offset, Optional<String> etag) {
      return Optional.empty();
    }

    @Override
    public ObjectPage list(ObjectUri prefix, boolean isDeep, Optional<String> from) {
      var objects = new ArrayList<Found>();
      var folders = new TreeSet<String>(KeyOrder.BY_BYTES);
      for (var key : from.map(last -> keys.tailSet(last, false)).orElse(keys)) {
        if (!key.startsWith(prefix.key()) || folders.stream().anyMatch(key::startsWith)) {
          continue;
        }
        var isBehindFolder = !isDeep && from.filter(last -> isBelow(last, prefix)).isPresent();
        if (isBehindFolder && key.startsWith(from.get())) {
          continue;
        }
        if (objects.size() + folders.size() == pageSize) {
          var last = objects.isEmpty() ? "" : objects.getLast().key();
          var folder = folders.isEmpty() ? "" : folders.last();
          var next = KeyOrder.BY_BYTES.compare(last, folder) > 0 ? last : folder;
          return new ObjectPage(objects, new ArrayList<>(folders), Optional.of(next));
        }
        var slash = key.indexOf('/', prefix.key().length());
        if (!isDeep && slash >= 0) {
          folders.add(key.substring(0, slash + 1));
        } else {
          objects.add(new Found(key, OptionalLong.of(1), Optional.empty(), Sums.NONE));
        }
      }
      return new ObjectPage(objects, new ArrayList<>(folders), Optional.empty());
    }

    private static boolean isBelow(String last, ObjectUri prefix) {
      return last.endsWith("/") && last.length() > prefix.key().length();
    }

    @Override
    public ObjectPage listBehind(ObjectUri prefix, String after) {
      return list(prefix, true, Optional.of(after));
    }

    @Override
    public Optional<String> nextKey(ObjectUri prefix, String after) {
      asked.incrementAndGet();
      return keys.tailSet(after, false).stream()
          .filter(key -> key.startsWith(prefix.key()))
          .findFirst();
    }

    @Override
    public void close() {}
  }

  @Test
  void every_object_comes_once_and_in_order_however_folders_and_pages_fall() throws Exception {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (var world = 0; world < 200; world++) {
      var keys = new TreeSet<String>(KeyOrder.BY_BYTES);
      for (var i = random.nextInt(120); i >= 0; i--) {
        keys.add("top/" + name(random) + (random.nextBoolean() ? "/" + name(random) : ""));
      }
      if (random.nextBoolean()) {
        keys.add("top/");
      }
      keys.add("toy");
      var store = new Listing(keys, 1 + random.nextInt(60), new AtomicInteger());
      var seen = new ArrayList<String>();

      new PrefixWalk(store, new ObjectUri("s3", "lake", "top/", Optional.empty()))
          .run(found -> seen.add(found.key()));

      keys.remove("toy");
      assertThat(seen).as("seed %d, world %d", seed, world).containsExactlyElementsOf(keys);
    }
  }

  @Test
  void a_long_list_is_cut_where_its_keys_differ_with_few_questions() throws Exception {
    var keys = new TreeSet<String>(KeyOrder.BY_BYTES);
    for (var i = 0; i < 20_000; i++) {
      keys.add("top/image-%08d.tif".formatted(i));
    }
    var store = new Listing(keys, 100, new AtomicInteger());
    var seen = new ArrayList<String>();

    new PrefixWalk(store, new ObjectUri("s3", "lake", "top/", Optional.empty()))
        .run(found -> seen.add(found.key()));

    assertThat(seen).containsExactlyElementsOf(keys);
    assertThat(store.asked()).hasValueLessThan(2 * 20_000 / 100);
  }

  private static String name(Random random) {
    return new String[] {
              "a", "a-", "a.b", "ü", "模", "a b", "\uE000", "\uD83D\uDE00", "\uDBFF\uDFFF"
            }
            [random.nextInt(9)]
        + random.nextInt(6);
  }
}
