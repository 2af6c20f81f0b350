// SPDX-License-Identifier: Apache-2.0

/// The data base of facts: opening it, reading without a transaction, writing in one.
///
/// Repositories of the nouns use [io.cairn.core.fact.Reading#handle()]; use cases open transactions
/// with [io.cairn.core.fact.Facts#write]. Read `FactsTest` first.
@NullMarked
package io.cairn.core.fact;

import org.jspecify.annotations.NullMarked;
