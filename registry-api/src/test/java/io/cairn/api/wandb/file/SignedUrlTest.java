// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.http.UrlSigner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignedUrlTest {
  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private final UrlSigner signer = new UrlSigner(SECRET, "wandb");

  @Test
  void words_come_back_as_they_were_signed() {
    var words = List.of("put", "", "a/ü.txt", "x");

    assertThat(signer.read(signer.sign(words))).contains(words);
  }

  @Test
  void words_that_run_together_alike_have_other_signatures() {
    assertThat(signer.sign(List.of("a", "bc"))).isNotEqualTo(signer.sign(List.of("ab", "c")));
  }

  @Test
  void one_changed_character_makes_it_worth_nothing() {
    var token = signer.sign(List.of("get", "models/digits"));

    for (var i = 0; i < token.length() - 1; i++) {
      var changed = token.charAt(i) == 'A' ? 'B' : 'A';
      var other = token.substring(0, i) + changed + token.substring(i + 1);
      assertThat(signer.read(other)).as(other).isEmpty();
    }
    assertThat(signer.read("")).isEmpty();
    assertThat(signer.read(".")).isEmpty();
  }

  @Test
  void a_signature_for_another_purpose_is_worth_nothing() {
    assertThat(new UrlSigner(SECRET, "hub").read(signer.sign(List.of("a")))).isEmpty();
  }

  @Test
  void every_grant_is_read_back_as_it_was_written() {
    var id = UUID.randomUUID();
    for (var grant :
        List.of(
            new Grant.PutRunFile("a/b/runs/c", "d e.txt"),
            new Grant.GetRunFile("a/b/runs/c", "d"),
            new Grant.PutDraftFile(id, "p", "00"),
            new Grant.PutDraftManifest(id, "1", ""),
            new Grant.GetVersionBlob(id, "00", "n"),
            new Grant.GetVersionManifest(id))) {
      assertThat(Grant.of(grant.words())).isEqualTo(grant);
    }
  }
}
