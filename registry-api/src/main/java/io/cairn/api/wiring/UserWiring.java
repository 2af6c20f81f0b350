// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.access.ChangeUser;
import io.cairn.core.access.DescribeSelf;
import io.cairn.core.access.FindUser;
import io.cairn.core.access.ListKeys;
import io.cairn.core.access.ListUsers;
import io.cairn.core.access.RecognisedKeys;
import io.cairn.core.access.RevokeKey;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// What people do with users and keys; how they are recognised is in [AccessWiring].
@ApplicationScoped
public class UserWiring {
  @Produces
  @Singleton
  ChangeUser changeUser(Facts facts, Access access, RecognisedKeys recognised, Events events) {
    return new ChangeUser(facts, access, recognised, events);
  }

  @Produces
  @Singleton
  FindUser findUser(Facts facts) {
    return new FindUser(facts);
  }

  @Produces
  @Singleton
  ListUsers listUsers(Facts facts) {
    return new ListUsers(facts);
  }

  @Produces
  @Singleton
  ListKeys listKeys(Facts facts, Access access) {
    return new ListKeys(facts, access);
  }

  @Produces
  @Singleton
  RevokeKey revokeKey(Facts facts, RecognisedKeys recognised, Events events, Timeline timeline) {
    return new RevokeKey(facts, recognised, events, timeline);
  }

  @Produces
  @Singleton
  DescribeSelf describeSelf(Facts facts) {
    return new DescribeSelf(facts);
  }
}
