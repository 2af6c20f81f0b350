// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class MaskedTest {
  @Test
  void secrets_among_the_arguments_are_masked_wherever_they_stand() throws JsonProcessingException {
    var said =
        object(
            """
            {"program": "train.py", "cpu_count": 2,
             "args": ["--lr=0.1", "--api-key", "opensesame", "--password=hunter22", "ghp_0123456789abcdefghij"],
             "executable": "/home/opensesame/python",
             "git": {"remote": "https://me:hunter23@host/a.git", "commit": "1a2b"}}\
            """);

    assertThat(Masked.of(said))
        .isEqualTo(
            object(
                """
                {"program": "train.py", "cpu_count": 2,
                 "args": ["--lr=0.1", "--api-key", "***", "--password=***", "***"],
                 "executable": "/home/***/python",
                 "git": {"remote": "https://***@host/a.git", "commit": "1a2b"}}\
                """));
  }

  @Test
  void what_holds_no_secret_stays_as_it_is() throws JsonProcessingException {
    var said = object("{\"args\": [\"--max_tokens=512\", \"--tokenizer\", \"bpe\"], \"a\": null}");

    assertThat(Masked.of(said)).isEqualTo(said);
    assertThat(Masked.of(object("{}"))).isEmpty();
  }

  private static ObjectNode object(String json) throws JsonProcessingException {
    return (ObjectNode) Items.JSON.readTree(json);
  }
}
