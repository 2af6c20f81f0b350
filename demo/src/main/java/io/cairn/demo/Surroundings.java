// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;
import java.util.Map;
import java.util.TreeMap;

/// What a run records about the machine that it runs on: versions and sizes, no names and no
/// variables of the environment.
final class Surroundings {
  private Surroundings() {}

  static Map<String, Object> capture() {
    var facts = new TreeMap<String, Object>();
    facts.put("java", Runtime.version().toString());
    facts.put("javaVendor", System.getProperty("java.vendor", ""));
    facts.put("os", System.getProperty("os.name", ""));
    facts.put("osVersion", System.getProperty("os.version", ""));
    facts.put("arch", System.getProperty("os.arch", ""));
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    facts.put("cairnClient", CairnClient.VERSION);
    return facts;
  }
}
