// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

/// @param bytesPerSecond at which blobs are read, so that others are not in want of the disk; 0 for
///   as fast as it goes
public record ScrubSettings(long bytesPerSecond) {}
