// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Mini-batch stochastic gradient descent with momentum. Nothing but the data and the settings
/// decides the outcome: the same ones give the same weights, bit for bit.
public final class Training {
  private final Settings settings;
  private final Digits digits;

  public Training(Settings settings, Digits digits) {
    this.settings = settings;
    this.digits = digits;
  }

  /// Trains for all epochs; answers what each one left, in order.
  public List<Epoch> run() {
    var network = Network.fresh(settings.seed());
    var random = new Random(settings.seed() + 1);
    var velocity = network.gradient();
    var gradient = network.gradient();
    var order = new ArrayList<>(digits.training());
    var epochs = new ArrayList<Epoch>();
    for (int number = 1; number <= settings.epochs(); number++) {
      Collections.shuffle(order, random);
      double loss = 0;
      for (int from = 0; from < order.size(); from += settings.batchSize()) {
        var batch = order.subList(from, Math.min(order.size(), from + settings.batchSize()));
        for (var digit : batch) {
          loss += network.learn(digit, gradient);
        }
        network.descend(
            velocity, gradient, batch.size(), settings.learningRate(), settings.momentum());
      }
      var trained = network.copy();
      epochs.add(
          new Epoch(
              number,
              trained,
              loss / order.size(),
              trained.evaluate(digits.validation()),
              trained.evaluate(digits.test())));
    }
    return List.copyOf(epochs);
  }

  /// What decides a training besides its data. `learningRate` is per step on the batch's mean
  /// gradient.
  public record Settings(int epochs, int batchSize, float learningRate, float momentum, long seed) {
    public Settings {
      if (epochs < 1 || batchSize < 1) {
        throw new IllegalArgumentException("epochs and batch size are at least 1");
      }
    }

    /// Six epochs, good for more than nine digits in ten.
    public static Settings standard() {
      return new Settings(6, 16, 0.05f, 0.9f, 42);
    }
  }

  /// The epoch that reads the validation rows best: most right answers, then the smaller loss.
  public static Epoch best(List<Epoch> epochs) {
    return Collections.max(
        epochs,
        Comparator.comparing((Epoch epoch) -> epoch.validation().correct())
            .thenComparing(epoch -> -epoch.validation().loss()));
  }

  /// What one pass over the training rows left, counted from 1: the network, the mean loss in nats
  /// while it learned, and how well it reads the rows that it did not learn from.
  public record Epoch(
      int number, Network network, double trainingLoss, Evaluation validation, Evaluation test) {}
}
