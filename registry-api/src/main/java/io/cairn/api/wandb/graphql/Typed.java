// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

/// A value of an interface or a union of the schema, which says of which object type it is.
public interface Typed {
  String typeName();
}
