// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import io.cairn.core.content.BlobStaging;
import io.cairn.core.failure.Failure;
import io.cairn.storage.local.IncomingFiles.IncomingFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/// The files of uploads in several parts: one an upload, named by its id, kept over restarts.
final class StagedFiles {
  private static final Pattern NAME =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.staged");

  private final Path folder;
  private final IncomingFiles incoming;

  StagedFiles(Path folder, IncomingFiles incoming) {
    this.folder = folder;
    this.incoming = incoming;
  }

  Path file(UUID id) {
    return folder.resolve(id + ".staged");
  }

  OptionalLong size(UUID id) {
    try {
      return OptionalLong.of(Files.size(file(id)));
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  BlobStaging.Part append(UUID id) throws InterruptedIOException {
    var isNew = size(id).isEmpty();
    var file = incoming.openKept(file(id));
    if (isNew) {
      incoming.forceFolder(folder);
    }
    return new FilePart(file);
  }

  int read(UUID id, long offset, byte[] buffer) {
    try (var channel = Disk.open(file(id), StandardOpenOption.READ)) {
      var bytes = ByteBuffer.wrap(buffer);
      var position = offset;
      while (bytes.hasRemaining()) {
        var count = channel.read(bytes, position);
        if (count < 0) {
          break;
        }
        position += count;
      }
      return bytes.position();
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  boolean delete(UUID id) {
    try {
      return Files.deleteIfExists(file(id));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  List<UUID> all() {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .map(name -> UUID.fromString(name.substring(0, name.length() - ".staged".length())))
          .toList();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  OptionalLong usableBytes() {
    try {
      return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static Failure unavailable(IOException e) {
    return new Failure.Unavailable("the folder for unfinished uploads", e);
  }

  private record FilePart(IncomingFile file) implements BlobStaging.Part {
    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      file.write(buffer, offset, length);
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
