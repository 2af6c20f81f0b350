// SPDX-License-Identifier: Apache-2.0

/// The client library: one small class a noun over the REST face, with uploads and downloads that
/// are parallel and verified. Begin at [io.cairn.client.CairnClient]; speaks HTTP only.
@NullMarked
package io.cairn.client;

import org.jspecify.annotations.NullMarked;
