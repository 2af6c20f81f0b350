// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/// The story as it is printed: numbered steps, aligned facts, colours only where a person looks.
/// Not safe for use by several threads.
public final class Transcript {
  private static final String LABEL = "     %-12s ";

  private final PrintStream out;
  private final boolean isColoured;
  private int steps;

  public Transcript(PrintStream out, boolean isColoured) {
    this.out = out;
    this.isColoured = isColoured;
  }

  /// Coloured on a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal is dumb.
  public static Transcript of(
      PrintStream out, boolean isTerminal, Map<String, String> environment) {
    boolean isRefused =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Transcript(out, isTerminal && !isRefused);
  }

  public void title(String text) {
    out.println(paint(Colour.BOLD, text));
  }

  /// Begins the next numbered step.
  public void step(String text) {
    steps++;
    out.println();
    out.println(paint(Colour.CYAN, "%2d".formatted(steps)) + "   " + paint(Colour.BOLD, text));
    out.flush();
  }

  /// A fact of the step: a short word and what there is to say.
  public void fact(String label, String format, Object... values) {
    out.println(
        paint(Colour.DIM, LABEL.formatted(label)) + String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /// A fact that went as it must.
  public void good(String label, String format, Object... values) {
    out.println(
        paint(Colour.DIM, LABEL.formatted(label))
            + paint(Colour.GREEN, String.format(Locale.ROOT, format, values)));
    out.flush();
  }

  /// A line as it is, indented like the facts.
  public void line(String text) {
    out.println("     " + text);
  }

  public void blank() {
    out.println();
  }

  /// A digest for people: its first twelve hex digits.
  public static String brief(String digest) {
    var hex = digest.substring(digest.indexOf(':') + 1);
    return hex.substring(0, Math.min(12, hex.length()));
  }

  private String paint(Colour colour, String text) {
    return isColoured ? "\033[" + colour.code + "m" + text + "\033[0m" : text;
  }

  private enum Colour {
    BOLD("1"),
    DIM("2"),
    GREEN("32"),
    CYAN("36");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }
}
