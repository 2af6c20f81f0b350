// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;
import io.cairn.client.folder.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Where the story is played: a server of its own and folders to work in.
///
/// @param launcher the `cairn` script that starts the server
/// @param dataFolder the server's data
/// @param isTemporary the data goes when the demo ends
/// @param port of the server
record Stage(Path launcher, Path dataFolder, boolean isTemporary, int port) {
  /// @param environment `CAIRN_DATA_DIR` names the data folder; without it a fresh one is made
  /// @param port 0 for any that is free
  static Stage of(Map<String, String> environment, int port) throws IOException {
    var given = environment.getOrDefault("CAIRN_DATA_DIR", "");
    var launcher = Path.of(System.getProperty("cairn.launcher", "./cairn")).toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new DemoFailed("no launcher at " + launcher + "; start the demo with './cairn demo'");
    }
    var dataFolder =
        given.isEmpty()
            ? Files.createTempDirectory("cairn-demo-")
            : Path.of(given).toAbsolutePath();
    return new Stage(
        launcher, dataFolder, given.isEmpty(), port == 0 ? ServerProcess.freePort() : port);
  }

  /// Plays the whole story, and takes away what is temporary.
  ///
  /// @param isKept leaves the server up until it is stopped from outside; its data stay
  void play(Transcript transcript, boolean isKept) throws IOException, InterruptedException {
    long began = System.nanoTime();
    var work = Files.createTempDirectory("cairn-demo-work-");
    try {
      transcript.title("Cairn: from a data set to production, and back");
      transcript.step("A server on its embedded default");
      try (var server = ServerProcess.start(launcher, dataFolder, port, work.resolve("log"))) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> strike(server, work, isKept)));
        transcript.fact("address", "%s", server.url());
        transcript.fact(
            "data", "%s%s", dataFolder, isTemporary && !isKept ? "   (removed at the end)" : "");
        transcript.fact("ready", "after %.1f s", seconds(began));
        tell(server, transcript, work);
        transcript.blank();
        transcript.title("All of it in %.1f s.".formatted(seconds(began)));
        if (isKept) {
          keep(server, transcript);
        }
      }
    } finally {
      remove(work, isKept);
    }
  }

  /// The end that comes by a signal.
  private void strike(ServerProcess server, Path work, boolean isKept) {
    server.close();
    try {
      remove(work, isKept);
    } catch (IOException _) {
      // the system's temporary folder is cleaned by the system
    }
  }

  private void remove(Path work, boolean isKept) throws IOException {
    Folders.delete(work);
    if (isTemporary && !isKept) {
      Folders.delete(dataFolder);
    }
  }

  private static void tell(ServerProcess server, Transcript transcript, Path work)
      throws IOException {
    try (var admin = CairnClient.connect(server.url(), server.adminKey());
        var cast = new PrepareInstallation(admin, transcript).run()) {
      var data = new LogData(cast.ada(), transcript).run(work.resolve("data-set"));
      var best = new TrainClassifier(cast.ada(), transcript).run(data, work.resolve("training"));
      new PromoteModel(cast, transcript).run(best);
      new EvaluateProduction(cast.eve(), transcript).run(work.resolve("evaluation"));
      new TellLineage(cast.ada(), transcript).run();
    }
  }

  private static void keep(ServerProcess server, Transcript transcript)
      throws IOException, InterruptedException {
    transcript.blank();
    transcript.fact("server", "%s stays up; Ctrl-C stops it", server.url());
    transcript.fact("data", "%s stays too", server.dataFolder());
    server.loginLink().ifPresent(link -> transcript.fact("log in", "%s", link));
    transcript.fact("admin's key", "%s", server.adminKeyFile());
    transcript.fact("look around", "export CAIRN_URL=%s", server.url());
    transcript.fact("", "export CAIRN_API_KEY=$(cat %s)", server.adminKeyFile());
    transcript.fact("", "./cairn lineage %s", Scene.model(Scene.PRODUCTION));
    server.await();
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1_000.0;
  }
}
