// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;

/// Where [Fields] say what they answer. A field that nobody answers is the component of that name
/// of the record it belongs to.
public final class FieldRegistry {
  private final RuntimeWiring.Builder wiring;
  private final Runnable beforeMutations;

  FieldRegistry(RuntimeWiring.Builder wiring, Runnable beforeMutations) {
    this.wiring = wiring;
    this.beforeMutations = beforeMutations;
  }

  public FieldRegistry query(String field, Fetch fetch) {
    return on("Query", field, fetch);
  }

  /// Refused, before it is asked, to keys that may only read.
  public FieldRegistry mutation(String field, Fetch fetch) {
    return on(
        "Mutation",
        field,
        asked -> {
          beforeMutations.run();
          return fetch.get(asked);
        });
  }

  public FieldRegistry on(String type, String field, Fetch fetch) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring(type)
            .dataFetcher(
                field,
                environment -> {
                  Deadline.require(environment);
                  return fetch.get(new Asked(environment));
                }));
    return this;
  }

  /// Values of this interface or union are [Typed].
  void typed(String type) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring(type)
            .typeResolver(environment ->
                environment.<Object>getObject() instanceof Typed typed
                    ? environment.getSchema().getObjectType(typed.typeName())
                    : null));
  }
}
