// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void large_files_go_alone_and_small_ones_together() {
    var small = Batches.SMALL_BYTES;

    assertThat(Batches.of(List.of(1L, small + 1, small, 2L), size -> size))
        .containsExactly(List.of(small + 1), List.of(1L, small, 2L));
  }

  @Test
  void a_batch_has_at_most_its_files_and_bytes() {
    assertThat(Batches.of(Collections.nCopies(1_001, 0L), size -> size))
        .extracting(List::size)
        .containsExactly(500, 500, 1);
    assertThat(Batches.of(Collections.nCopies(33, Batches.SMALL_BYTES), size -> size))
        .extracting(List::size)
        .containsExactly(32, 1);
  }

  @Test
  void no_files_make_no_batch() {
    assertThat(Batches.of(List.<Long>of(), size -> size)).isEmpty();
  }
}
