// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How to back up.
///
/// @param copiesBytes false if only a list of the bytes is made: they stay in their store
/// @param linkFrom data folder of a server on the same file system, whose files are linked and not
///   copied
/// @param database where PostgreSQL holds the facts, as `postgresql://user@host/name`; for the
///   embedded data base nothing
/// @param verifies whether bytes that are there already are read, and fetched anew if they are
///   wrong
/// @param pin for how long the server keeps the bytes that the backup counts on
public record BackupRequest(
    boolean copiesBytes,
    boolean verifies,
    Optional<Path> linkFrom,
    Optional<String> database,
    Duration pin) {}
