// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.Run;
import java.util.List;

/// What lies beside the files of an environment: where it was, and how to install it.
final class EnvironmentPage {
  private EnvironmentPage() {}

  static String of(Run run, JsonNode facts) {
    var text = new StringBuilder("# Environment of " + run.path() + "\n\n");
    fact(text, "host", facts.path("host").path("name"));
    fact(text, "system", facts.path("os").path("distribution"));
    fact(text, "kernel", facts.path("os").path("kernel"));
    fact(text, "processor", facts.path("cpu").path("model"));
    for (var gpu : facts.path("gpus")) {
      fact(text, "graphics card", gpu.path("name"));
    }
    facts
        .path("runtime")
        .properties()
        .forEach(each -> fact(text, each.getKey(), each.getValue().path("version")));
    text.append("\nNothing was installed. What the run had, as far as it was found out:\n\n");
    for (var line :
        List.of(
            "requirements.txt      python -m venv .venv && .venv/bin/pip install -r"
                + " requirements.txt",
            "conda-explicit.txt    conda create --name again --file conda-explicit.txt",
            "project/              lock files as they lay beside the program: npm ci, mvn, uv sync,"
                + " …")) {
      text.append("    ").append(line).append('\n');
    }
    for (var note : facts.path("notes")) {
      text.append("\nNot found out: ").append(clean(note.asText())).append('\n');
    }
    return text.toString();
  }

  private static void fact(StringBuilder text, String name, JsonNode value) {
    if (value.isTextual() && !value.asText().isEmpty()) {
      text.append("- ").append(clean(name)).append(": ").append(clean(value.asText())).append('\n');
    }
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
