// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

/// Answers some fields of the schema. All beans of this kind together are the face.
public interface Fields {
  void answer(FieldRegistry fields);
}
