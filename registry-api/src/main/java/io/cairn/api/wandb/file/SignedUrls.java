// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import io.cairn.api.http.BaseUrl;
import io.cairn.api.http.UrlSigner;
import io.cairn.api.security.Caller;
import io.cairn.core.access.AuthenticateKeyId;
import io.cairn.core.access.KeyId;
import io.cairn.core.access.Principal;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// URLs that the SDK fetches and sends bytes by, without its key (security rule U1). They stand for
/// the key that they were made with: what it may do is asked again when they are used.
@ApplicationScoped
public class SignedUrls {
  /// Where they lead.
  static final String PATH = "/artifacts/signed";

  private static final Duration READING = Duration.ofMinutes(15);
  private static final Duration WRITING = Duration.ofHours(1);
  private static final int OWN_WORDS = 2;

  private final UrlSigner signer;
  private final BaseUrl base;
  private final Caller caller;
  private final AuthenticateKeyId authenticate;
  private final Timeline timeline;

  SignedUrls(
      UrlSigner signer,
      BaseUrl base,
      Caller caller,
      AuthenticateKeyId authenticate,
      Timeline timeline) {
    this.signer = signer;
    this.base = base;
    this.caller = caller;
    this.authenticate = authenticate;
    this.timeline = timeline;
  }

  /// What a URL allows, and to whom.
  public record Opened(Principal actor, Grant grant) {}

  /// A URL of the present caller's.
  public String of(Grant grant) {
    var key =
        caller
            .principal()
            .keyId()
            .orElseThrow(() -> new Failure.Unauthenticated("a key is needed for this"));
    var end = timeline.now().plus(grant.isUpload() ? WRITING : READING);
    var words = new ArrayList<>(List.of(key.value().toString(), end.toString()));
    words.addAll(grant.words());
    return base.of() + PATH + "?grant=" + signer.sign(words);
  }

  /// @throws Failure.Forbidden `url.signature`, `url.expired` or, if the key is no more, `url.key`
  public Opened open(String token, boolean isUpload) {
    var words =
        signer
            .read(token)
            .orElseThrow(() ->
                new Failure.Forbidden(
                    "url.signature", "this URL was not given out by this server"));
    if (!timeline.now().isBefore(Instant.parse(words.get(1)))) {
      throw new Failure.Forbidden("url.expired", "this URL has expired; ask for another");
    }
    var grant = Grant.of(words.subList(OWN_WORDS, words.size()));
    if (grant.isUpload() != isUpload) {
      throw new Failure.Forbidden("url.signature", "this URL is for another method");
    }
    var actor =
        authenticate
            .run(new KeyId(UUID.fromString(words.getFirst())))
            .orElseThrow(() ->
                new Failure.Forbidden("url.key", "the key that this URL stands for is no more"));
    return new Opened(actor, grant);
  }
}
