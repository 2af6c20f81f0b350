// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Sends what wrapped runs left behind because the server was away, or because they were killed.
public final class SendSpools {
  private final CairnClient client;

  public SendSpools(CairnClient client) {
    this.client = client;
  }

  /// What became of one.
  ///
  /// @param note why it was not sent, or what the server did not take
  public record Sent(Path folder, String run, boolean isSent, Optional<String> note) {}

  /// Folders below `spools` that hold something.
  public static List<Path> in(Path spools) {
    if (!Files.isDirectory(spools)) {
      return List.of();
    }
    try (var folders = Files.list(spools)) {
      return folders.filter(SendSpools::isSpool).sorted().toList();
    } catch (IOException e) {
      throw Spool.unreadable(spools, e);
    }
  }

  private static boolean isSpool(Path folder) {
    return Files.isRegularFile(folder.resolve("run.json"));
  }

  /// @throws CairnException of kind NOT_FOUND if the folder is no spool; of the server's kind if it
  ///   cannot be reached
  public Sent send(Path folder) {
    if (!isSpool(folder)) {
      throw CairnException.of(
          Kind.NOT_FOUND, "spool", folder + " holds nothing that 'cairn run' left to send");
    }
    try {
      var head = SpoolHead.read(folder);
      if (!head.url().equals(client.url().toString())) {
        return new Sent(
            folder,
            head.run(),
            false,
            Optional.of("it is for " + head.url() + "; set CAIRN_URL or --url to that"));
      }
      var locked = Spool.reopen(folder);
      if (locked.isEmpty()) {
        return new Sent(folder, head.run(), false, Optional.of("its program is still running"));
      }
      try (var spool = locked.get()) {
        var sender = new Sender(client, head, spool);
        while (sender.sendSome()) {
          // Each of them is written down as sent.
        }
        spool.delete();
        return new Sent(folder, head.run(), true, sender.refusal());
      }
    } catch (IOException e) {
      throw Spool.unreadable(folder, e);
    }
  }
}
