// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.account;

import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one organisation: the installation.
public record OrganizationNode(String id, String name, EntityNode orgEntity) {
  public static final OrganizationNode THE_ONE =
      new OrganizationNode(
          GlobalId.of("Organization", Place.ORGANIZATION),
          Place.ORGANIZATION,
          EntityNode.ofOrganization());

  public @Nullable String coreWeaveOrganizationId() {
    return null;
  }

  public Map<String, Boolean> advancedRegistryFeatures() {
    return Map.of("advancedSearch", false);
  }
}
