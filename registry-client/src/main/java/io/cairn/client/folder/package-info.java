// SPDX-License-Identifier: Apache-2.0

/// Folders and manifests on this machine: scan, hash, write, read, check. Knows no server.
@NullMarked
package io.cairn.client.folder;

import org.jspecify.annotations.NullMarked;
