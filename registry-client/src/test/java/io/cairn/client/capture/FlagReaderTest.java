// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.py --lr 0.1 --name=abc          | {'lr':0.1,'name':'abc'}",
        "--augment --lr -0.5 --from -x         | {'augment':true,'lr':-0.5,'from':true}",
        "--x 1 --x 2 --x=3                     | {'x':[1,2,3]}",
        "--shape [1,2] --on true --none null   | {'shape':[1,2],'on':true,'none':'null'}",
        "--a 1 -- --b 2                        | {'a':1}",
        "--id 007 --big 12345678901234567890   | {'id':'007','big':'12345678901234567890'}",
        "--eps 1e-4 --stdin - --empty=         | {'eps':1.0E-4,'stdin':'-','empty':''}",
        "-b 32 lr=0.1 --9 x --                 | {}"
      })
  void long_flags_are_settings(String line, String expected) {
    var read = FlagReader.read(List.of(line.strip().split(" ")));

    assertThat(read.toString().replace('"', '\'')).isEqualTo(expected);
  }
}
