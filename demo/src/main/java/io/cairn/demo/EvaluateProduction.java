// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;
import io.cairn.client.Progress;
import io.cairn.client.RunRequest;
import io.cairn.client.Version;
import io.cairn.demo.digits.Checkpoint;
import io.cairn.demo.digits.Digits;
import io.cairn.demo.digits.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A pipeline that knows only the name `models/digits:production`: it resolves, pulls, verifies,
/// loads the weights and measures what the training run recorded.
final class EvaluateProduction {
  private final CairnClient eve;
  private final Transcript transcript;

  EvaluateProduction(CairnClient eve, Transcript transcript) {
    this.eve = eve;
    this.transcript = transcript;
  }

  /// @param folder an empty folder for what is pulled
  /// @throws DemoFailed if it measures anything but what was recorded
  void run(Path folder) throws IOException {
    transcript.step("eve's pipeline evaluates what is in production");
    var model = eve.versions().resolve(Scene.model(Scene.PRODUCTION));
    var data = eve.versions().resolve(Scene.DATA);
    transcript.fact("resolve", "%s → %s", Scene.model(Scene.PRODUCTION), model.ref());
    var run =
        eve.runs()
            .create(
                Scene.PROJECT,
                RunRequest.of()
                    .title("evaluate production")
                    .jobType("evaluation")
                    .config(Map.of("model", model.digest(), "data", data.digest()))
                    .environment(Surroundings.capture()));
    eve.runs().input(run.path(), model.ref(), Optional.of("model"));
    eve.runs().input(run.path(), data.ref(), Optional.of("test data"));

    var modelFolder = folder.resolve("model");
    var dataFolder = folder.resolve("data");
    pull(model, modelFolder);
    pull(data, dataFolder);
    var measured = evaluate(modelFolder, dataFolder);
    transcript.fact("load", "%s", Checkpoint.WEIGHTS);

    var promise = recorded(model);
    eve.runs().summarize(run.path(), summary(measured));
    transcript.fact("recorded", "accuracy %.4f by the training run", promise.accuracy());
    promise.confirm(measured);
    transcript.good(
        "measured",
        "accuracy %.4f (%d of %d): equal, to the last bit",
        measured.accuracy(),
        measured.correct(),
        measured.total());
    eve.runs().finish(run.path(), false, OptionalInt.of(0));
  }

  /// Pulls by digest, so that a move of the alias meanwhile changes nothing, and verifies again.
  private void pull(Version version, Path folder) {
    eve.artifacts().pull(version.path() + "@" + version.digest(), folder);
    var report = eve.artifacts().verify(folder, Progress.NONE);
    if (!report.isClean()) {
      throw new DemoFailed("the pulled folder is not %s: %s".formatted(version.ref(), report));
    }
    transcript.fact(
        "pull",
        "%s, %,d bytes, every one verified",
        Transcript.brief(version.digest()),
        version.size());
  }

  private static Evaluation evaluate(Path model, Path data) throws IOException {
    try (var rows = Files.newInputStream(data.resolve(LogData.ROWS))) {
      return Checkpoint.load(model).evaluate(Digits.read(rows).test());
    }
  }

  /// What the run that made the version wrote into its summary, if it is about this very content.
  private Promise recorded(Version model) {
    var maker =
        model.run().orElseThrow(() -> new DemoFailed("no run is known that made " + model.ref()));
    var summary = eve.runs().get(maker).summary();
    if (!summary.path("best").asText().equals(model.digest())) {
      throw new DemoFailed("%s did not record the accuracy of %s".formatted(maker, model.ref()));
    }
    return new Promise(summary.path("accuracy").asDouble(-1), summary.path("loss").asDouble(-1));
  }

  private static Map<String, Object> summary(Evaluation measured) {
    return Map.of("accuracy", measured.accuracy(), "loss", measured.loss());
  }
}
