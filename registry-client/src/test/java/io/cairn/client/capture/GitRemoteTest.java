// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitRemoteTest {
  @ParameterizedTest
  @CsvSource({
    "https://ada:pw@host/a.git, https://host/a.git",
    "https://token@host/a.git, https://host/a.git",
    "https://host/a.git?access_token=1, https://host/a.git",
    "ssh://git:pw@host:22/a.git, ssh://git@host:22/a.git",
    "git@host:a/b.git, git@host:a/b.git",
    "/srv/a.git, /srv/a.git"
  })
  void what_is_written_down_has_no_password(String address, String kept) {
    assertThat(GitRemote.withoutSecrets(address)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host/a.git",
        "http://127.0.0.1:8080/a.git",
        "ssh://git@host:2222/a/b.git",
        "git@github.example:a/b.git",
        "host:a.git"
      })
  void addresses_of_hosts_are_taken(String address) {
    assertThat(GitRemote.refusal(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-uhttps://host/a",
        "--upload-pack=touch /tmp/x",
        "ext::sh -c touch% /tmp/x",
        "fd::17/foo",
        "file:///etc",
        "/etc",
        "../other",
        "https://-oProxyCommand=x/a",
        "ssh://-oProxyCommand=x/a",
        "-oProxyCommand=x:a",
        "git@-oProxyCommand:a",
        "host:-a",
        "https://ho st/a",
        "https:///a",
        "ftp://host/a",
        "C:\\repo\n"
      })
  void addresses_that_would_do_more_than_fetch_are_refused(String address) {
    assertThat(GitRemote.refusal(address)).isPresent();
  }
}
