// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;
import java.util.Optional;

/// Where a collection is: in a project of a team, or in a registry.
public sealed interface CollectionPath {
  /// `team/project/collection`
  record InProject(Name team, Name project, Name collection) implements CollectionPath {
    @Override
    public String toString() {
      return team + "/" + project + "/" + collection;
    }
  }

  /// `registry/model`
  record InRegistry(Name registry, Name model) implements CollectionPath {
    @Override
    public String toString() {
      return registry + "/" + model;
    }
  }

  /// In that project of a team, or, without one, in a registry.
  static CollectionPath of(Name namespace, Optional<Name> project, Name leaf) {
    return project.isPresent()
        ? new InProject(namespace, project.get(), leaf)
        : new InRegistry(namespace, leaf);
  }

  /// The team or registry that it belongs to.
  default Name namespace() {
    return switch (this) {
      case InProject p -> p.team();
      case InRegistry r -> r.registry();
    };
  }

  /// The last part: the name of the collection or model itself.
  default Name leaf() {
    return switch (this) {
      case InProject p -> p.collection();
      case InRegistry r -> r.model();
    };
  }

  /// @throws Failure.Invalid if the text is not two or three names with `/` between
  static CollectionPath parse(String text) {
    var parts = text.split("/", -1);
    return switch (parts.length) {
      case 2 -> new InRegistry(Name.of("ref", parts[0]), Name.of("ref", parts[1]));
      case 3 ->
          new InProject(
              Name.of("ref", parts[0]), Name.of("ref", parts[1]), Name.of("ref", parts[2]));
      default ->
          throw new Failure.Invalid(
              "ref",
              "ref.grammar",
              "a reference is team/project/collection or registry/model, then :alias, :v<number> or"
                  + " @sha256:<digest>");
    };
  }
}
