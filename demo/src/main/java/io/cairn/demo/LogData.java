// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;
import io.cairn.client.LogRequest;
import io.cairn.client.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Logs the data set that ships with the demo, its origin and licence beside it.
final class LogData {
  /// The rows.
  static final String ROWS = "optical-digits.csv.gz";

  private static final String ORIGIN = "ORIGIN.md";

  private final CairnClient ada;
  private final Transcript transcript;

  LogData(CairnClient ada, Transcript transcript) {
    this.ada = ada;
    this.transcript = transcript;
  }

  /// @param folder an empty folder for the files
  Version run(Path folder) throws IOException {
    transcript.step("ada logs the data set");
    unpack(ROWS, folder);
    unpack(ORIGIN, folder);
    var data =
        ada.artifacts()
            .log(
                LogRequest.of(folder, Scene.DATA)
                    .type("dataset")
                    .description("UCI optical digits, 1,797 handwritten digits of 8 × 8 pixels")
                    .metadata(
                        Map.of("rows", 1_797, "licence", "CC-BY-4.0", "doi", "10.24432/C50P49")))
            .version();
    transcript.fact("what", "UCI optical digits, 1,797 rows, CC BY 4.0");
    transcript.fact(
        "version",
        "%s   %s",
        data.ref(),
        data.isCreated() ? "new" : "unchanged: the same content makes no new version");
    transcript.fact("content", "%d files, %,d bytes", data.files(), data.size());
    transcript.fact("digest", "%s", data.digest());
    return data;
  }

  private static void unpack(String name, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var in = LogData.class.getResourceAsStream("data/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the demo's jar lacks data/" + name);
      }
      Files.copy(in, folder.resolve(name));
    }
  }
}
