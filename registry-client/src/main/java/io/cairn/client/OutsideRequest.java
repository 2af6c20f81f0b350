// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Places whose objects are looked up, so that they are recorded as their stores tell of them.
///
/// @param places objects, and prefixes below which all is meant
/// @param environment variables of the stores' own tools: endpoint, region, allowed folders
/// @param maxObjects most that may be found
/// @param withSums whether to ask for sums of the bytes that a list does not have, a request an
///   object
public record OutsideRequest(
    List<Place> places, Map<String, String> environment, long maxObjects, boolean withSums) {
  public OutsideRequest {
    places = List.copyOf(places);
    environment = Map.copyOf(environment);
  }

  /// @param path in the version: of the one object, or of the folder for all below a prefix; empty
  ///   for the object's last name, or for no folder
  public record Place(Optional<String> path, String uri) {}
}
