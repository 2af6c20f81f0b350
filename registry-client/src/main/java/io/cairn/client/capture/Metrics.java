// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Metrics of programs that know no library: a line `cairn: {"step":1,"loss":0.3}` of the output,
/// or each line of a file.
final class Metrics {
  private static final String MARK = "cairn: {";
  private static final int MAX_CHARACTERS = 64 << 10;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final Secrets secrets;
  private final Spool spool;
  private final InstantSource clock;

  Metrics(Secrets secrets, Spool spool, InstantSource clock) {
    this.secrets = secrets;
    this.spool = spool;
    this.clock = clock;
  }

  /// Takes a line of the output if it speaks to us.
  void offer(String line) {
    if (line.startsWith(MARK) && line.length() <= MAX_CHARACTERS) {
      read(line.substring(MARK.length() - 1));
    }
  }

  /// Takes one record as JSON; what is none is passed over.
  void read(String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode values) {
        add(values);
      }
    } catch (JsonProcessingException e) {
      // A line of the program's own; it stands in the console as it is.
    }
  }

  private void add(ObjectNode values) {
    var entry = JsonNodeFactory.instance.objectNode();
    var step = values.get("step");
    if (step != null && step.isIntegralNumber() && step.canConvertToLong() && step.asLong() >= 0) {
      entry.put("step", step.asLong());
      values.remove("step");
    }
    if (values.isEmpty()) {
      return;
    }
    entry.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    entry.set("values", secrets.measured(values));
    spool.metrics(entry);
  }
}
