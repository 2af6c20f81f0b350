// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// How the bytes of files that are logged are read: the one door, so that what is read can be
/// counted.
@FunctionalInterface
interface FileAccess {
  /// From the disk.
  FileAccess DISK =
      (file, offset) -> {
        var channel = Files.newByteChannel(file, StandardOpenOption.READ);
        return Channels.newInputStream(channel.position(offset));
      };

  /// The bytes from `offset` on; the caller closes them.
  InputStream open(Path file, long offset) throws IOException;
}
