// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.account;

import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Place;
import io.cairn.core.name.Name;

/// A team, or what the organisation's registries are of.
public record EntityNode(String id, String name, String entityType) {
  public static EntityNode ofTeam(String name) {
    return new EntityNode(GlobalId.ofNumber("Entity", new Name(name)), name, "team");
  }

  static EntityNode ofOrganization() {
    // The client insists on lower case here.
    return new EntityNode(
        GlobalId.of("Entity", Place.ORGANIZATION), Place.ORGANIZATION, "organization");
  }

  public static EntityNode of(Place place) {
    return switch (place) {
      case Place.InTeam(var team, _) -> ofTeam(team.text());
      case Place.OfRegistry _ -> ofOrganization();
    };
  }

  public boolean isOrganization() {
    return entityType.equals("organization");
  }

  public boolean available() {
    return false;
  }

  public boolean isTeam() {
    return !isOrganization();
  }

  public boolean privateOnly() {
    return false;
  }

  /// Not counted here.
  public long storageBytes() {
    return 0;
  }

  public boolean codeSavingEnabled() {
    return true;
  }

  public String defaultAccess() {
    return "PRIVATE";
  }

  public boolean isPaid() {
    return false;
  }

  public boolean readOnlyAdmin() {
    return false;
  }

  public boolean readOnly() {
    return false;
  }

  public boolean xxhashDigestsEnabled() {
    return false;
  }
}
