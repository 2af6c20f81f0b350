// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldableNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"aux/b", "x/lpt1.txt", "a.", "a ", "C:x", "what?", "a|b", "CON"})
  void windows_cannot_hold_them(String path) {
    var windows = new HoldableNames(true, false);

    assertThatThrownBy(() -> windows.check(path))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("'" + path + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aux/b", "x/lpt1.txt", "a.", "a ", "C:x", "what?"})
  void other_systems_can(String path) {
    var linux = new HoldableNames(false, true);

    assertThatCode(() -> linux.check(path)).doesNotThrowAnyException();
  }

  @Test
  void case_twins_are_refused_where_case_is_not_told_apart() throws Exception {
    var mac = new HoldableNames(false, false);
    mac.check("Data/a.jpg");
    mac.check("Data/b.jpg");

    assertThatThrownBy(() -> mac.check("data/c.jpg")).hasMessageContaining("'Data' by case only");
  }

  @Test
  void case_twins_are_kept_where_it_is() throws Exception {
    var linux = new HoldableNames(false, true);
    linux.check("A.jpg");

    assertThatCode(() -> linux.check("a.jpg")).doesNotThrowAnyException();
  }

  @Test
  void nothing_may_take_the_name_of_the_record() {
    var linux = new HoldableNames(false, true);

    assertThatThrownBy(() -> linux.check(".cairn.json")).hasMessageContaining("record");
    assertThatCode(() -> linux.check(".Cairn.json")).doesNotThrowAnyException();
  }

  @Test
  void nor_by_case_only_where_case_is_not_told_apart() {
    var mac = new HoldableNames(false, false);

    assertThatThrownBy(() -> mac.check(".Cairn.JSON")).hasMessageContaining("record");
  }
}
