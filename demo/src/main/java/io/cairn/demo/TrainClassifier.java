// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;
import io.cairn.client.LogRequest;
import io.cairn.client.RunRequest;
import io.cairn.client.Version;
import io.cairn.demo.digits.Checkpoint;
import io.cairn.demo.digits.Digits;
import io.cairn.demo.digits.Network;
import io.cairn.demo.digits.Training;
import io.cairn.demo.digits.Training.Epoch;
import io.cairn.demo.digits.Training.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A run that pulls the data, learns for six epochs and logs a checkpoint after each.
final class TrainClassifier {
  private final CairnClient ada;
  private final Transcript transcript;
  private final Settings settings = Settings.standard();

  TrainClassifier(CairnClient ada, Transcript transcript) {
    this.ada = ada;
    this.transcript = transcript;
  }

  /// Answers the best checkpoint.
  ///
  /// @param folder an empty folder for data and checkpoints
  Version run(Version data, Path folder) throws IOException {
    transcript.step("ada trains a classifier");
    var run =
        ada.runs()
            .create(
                Scene.PROJECT,
                RunRequest.of()
                    .title("train classifier")
                    .jobType("training")
                    .config(config())
                    .environment(Surroundings.capture()));
    ada.runs().input(run.path(), data.ref(), Optional.of("training data"));
    ada.artifacts().pull(data.ref(), folder.resolve("data"));
    transcript.fact("run", "%s", run.path());
    transcript.fact("input", "%s", data.ref());
    transcript.fact("network", "%s, seed %d", Network.ARCHITECTURE, settings.seed());

    var epochs = new Training(settings, digits(folder.resolve("data"))).run();
    transcript.blank();
    transcript.line("epoch    loss   validation     test   version   digest");
    var versions = epochs.stream().map(epoch -> log(run.path(), epoch, data, folder)).toList();

    var best = best(run.path(), epochs, versions);
    ada.runs().finish(run.path(), false, OptionalInt.of(0));
    return best;
  }

  private Version log(String run, Epoch epoch, Version data, Path folder) {
    ada.runs()
        .log(
            run,
            OptionalLong.of(epoch.number()),
            Map.of(
                "loss", epoch.trainingLoss(),
                "validationAccuracy", epoch.validation().accuracy(),
                "accuracy", epoch.test().accuracy()));
    var checkpoint = folder.resolve("epoch-" + epoch.number());
    try {
      Checkpoint.write(checkpoint, epoch, settings, data.digest());
    } catch (IOException e) {
      throw new DemoFailed("the checkpoint can't be written to " + checkpoint, e);
    }
    var version =
        ada.artifacts()
            .log(
                LogRequest.of(checkpoint, Scene.CLASSIFIER)
                    .type("model")
                    .run(run)
                    .metadata(
                        Map.of(
                            "epoch", epoch.number(),
                            "validationAccuracy", epoch.validation().accuracy(),
                            "accuracy", epoch.test().accuracy(),
                            "loss", epoch.test().loss())))
            .version();
    transcript.line(
        "%5d   %.3f       %.4f   %.4f   %-7s   %s%s"
            .formatted(
                epoch.number(),
                epoch.trainingLoss(),
                epoch.validation().accuracy(),
                epoch.test().accuracy(),
                version.version(),
                Transcript.brief(version.digest()),
                version.isCreated() ? "" : "   unchanged"));
    return version;
  }

  private Version best(String run, List<Epoch> epochs, List<Version> versions) {
    var best = Training.best(epochs);
    var version = versions.get(best.number() - 1);
    ada.aliases().set(version.ref(), Scene.BEST, Optional.empty(), Optional.of("best validation"));
    ada.runs()
        .summarize(
            run,
            Map.of(
                "bestEpoch", best.number(),
                "best", version.digest(),
                "accuracy", best.test().accuracy(),
                "loss", best.test().loss()));
    transcript.blank();
    transcript.good(
        "best",
        "epoch %d, test accuracy %.4f (%d of %d) → %s:%s",
        best.number(),
        best.test().accuracy(),
        best.test().correct(),
        best.test().total(),
        Scene.CLASSIFIER,
        Scene.BEST);
    return version;
  }

  private Map<String, Object> config() {
    var config = new TreeMap<String, Object>();
    config.put("architecture", Network.ARCHITECTURE);
    config.put("epochs", settings.epochs());
    config.put("batchSize", settings.batchSize());
    config.put("learningRate", settings.learningRate());
    config.put("momentum", settings.momentum());
    config.put("seed", settings.seed());
    return config;
  }

  private static Digits digits(Path folder) throws IOException {
    try (var rows = Files.newInputStream(folder.resolve(LogData.ROWS))) {
      return Digits.read(rows);
    }
  }
}
