// SPDX-License-Identifier: Apache-2.0

/// The main job, told step by step against a server that it starts: from the data set over training
/// and promotion to an evaluation of exactly the bytes that are in production, and back by lineage.
/// Talks to the server through the client library alone.
@NullMarked
package io.cairn.demo;

import org.jspecify.annotations.NullMarked;
