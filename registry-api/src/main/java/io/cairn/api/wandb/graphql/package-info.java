// SPDX-License-Identifier: Apache-2.0
/// The GraphQL machinery: the schema in a file, its limits, and how failures are said. Knows
/// nothing of runs and versions. Read `SchemaTest` first.
@NullMarked
package io.cairn.api.wandb.graphql;

import org.jspecify.annotations.NullMarked;
