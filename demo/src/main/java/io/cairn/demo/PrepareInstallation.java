// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.Admin;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import java.util.List;
import java.util.Optional;

/// As the first admin: a team, a registry with a protected alias, and three people with keys. What
/// is there already stays.
final class PrepareInstallation {
  private static final int CONFLICT = 409;

  private final CairnClient cairn;
  private final Admin admin;
  private final Transcript transcript;

  PrepareInstallation(CairnClient cairn, Transcript transcript) {
    this.cairn = cairn;
    this.admin = cairn.admin();
    this.transcript = transcript;
  }

  Cast run() {
    transcript.step("People and places, made by the first admin");
    boolean isNewTeam = make(() -> admin.createTeam(Scene.TEAM, Optional.of("Computer vision")));
    boolean isNewRegistry =
        make(() -> admin.createRegistry(Scene.REGISTRY, Optional.of("Our models"), false));
    for (var user : List.of("ada", "olga", "eve")) {
      make(() -> admin.createUser(user, Optional.empty(), Optional.empty()));
    }
    admin.addTeamMember(Scene.TEAM, "ada", "member");
    admin.addTeamMember(Scene.TEAM, "eve", "member");
    admin.addRegistryMember(Scene.REGISTRY, "ada", "member");
    admin.addRegistryMember(Scene.REGISTRY, "eve", "member");
    admin.addRegistryMember(Scene.REGISTRY, "olga", "admin");
    admin.protect(Scene.REGISTRY, Scene.PRODUCTION);

    transcript.fact("team", "%-11s ada, eve: members%s", Scene.TEAM, already(isNewTeam));
    transcript.fact(
        "registry",
        "%-11s ada, eve: members · olga: admin%s",
        Scene.REGISTRY,
        already(isNewRegistry));
    transcript.fact(
        "protected", "%-11s only admins of %s move it", Scene.PRODUCTION, Scene.REGISTRY);
    return new Cast(as("ada"), as("olga"), as("eve"));
  }

  /// A client with a fresh key of that user.
  private CairnClient as(String user) {
    var key = admin.createKey(Optional.of(user), Optional.of("demo"), List.of(), Optional.empty());
    return CairnClient.connect(cairn.url(), key.path("key").asText());
  }

  /// False if it was there before.
  private static boolean make(Runnable call) {
    try {
      call.run();
      return true;
    } catch (CairnException e) {
      if (e.status() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private static String already(boolean isNew) {
    return isNew ? "" : "   (there already)";
  }
}
