// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.access.AuthenticateKey;
import io.cairn.core.access.AuthenticateKeyId;
import io.cairn.core.access.CreateFirstAdmin;
import io.cairn.core.access.CreateKey;
import io.cairn.core.access.CreateUser;
import io.cairn.core.access.RecognisedKeys;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Who may: users, keys, teams.
@ApplicationScoped
public class AccessWiring {
  @Produces
  @Singleton
  Access access() {
    return new Access();
  }

  @Produces
  @Singleton
  RecognisedKeys recognisedKeys() {
    return new RecognisedKeys();
  }

  /// Small jobs for which no request waits, one after the other.
  @Produces
  @Singleton
  @Identifier("background")
  ExecutorService background() {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().daemon().name("background").factory());
  }

  void stop(@Disposes @Identifier("background") ExecutorService background) {
    background.close();
  }

  @Produces
  @Singleton
  AuthenticateKey authenticateKey(
      Facts facts,
      RecognisedKeys recognised,
      Timeline timeline,
      @Identifier("background") ExecutorService background) {
    return new AuthenticateKey(facts, recognised, timeline, background);
  }

  @Produces
  @Singleton
  AuthenticateKeyId authenticateKeyId(Facts facts, Timeline timeline) {
    return new AuthenticateKeyId(facts, timeline);
  }

  @Produces
  @Singleton
  CreateUser createUser(Facts facts, Access access, Events events, Timeline timeline) {
    return new CreateUser(facts, access, events, timeline);
  }

  @Produces
  @Singleton
  CreateKey createKey(Facts facts, Access access, Events events, Timeline timeline) {
    return new CreateKey(facts, access, events, timeline, new SecureRandom());
  }

  @Produces
  @Singleton
  CreateFirstAdmin createFirstAdmin(Facts facts, CreateUser createUser, CreateKey createKey) {
    return new CreateFirstAdmin(facts, createUser, createKey);
  }
}
