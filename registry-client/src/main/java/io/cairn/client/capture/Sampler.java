// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a program and its children use, as often as it is asked. On Linux all of it, from `/proc`;
/// elsewhere processor time and the machine's load, and memory where `ps` tells it.
final class Sampler {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Process program;
  private final Probe probe;
  private final Path folder;
  private final boolean isLinux = Path.of("/proc/self/stat").toFile().exists();
  private Map<Long, Long> cpuNanos = new HashMap<>();
  private Map<Long, long[]> bytes = new HashMap<>();
  private long readBytes;
  private long writtenBytes;
  private long[] network;
  private long lastNanos;
  private boolean hasGpu = true;

  Sampler(Process program, Probe probe, Path folder) {
    this.program = program;
    this.probe = probe;
    this.folder = folder;
    this.network = network();
    this.lastNanos = System.nanoTime();
    cpu(tree(), 1);
  }

  ObjectNode sample() {
    var now = System.nanoTime();
    var elapsed = Math.max(1, now - lastNanos);
    lastNanos = now;
    var tree = tree();
    var values = JSON.objectNode();
    values.put("processes", tree.size());
    values.put("cpu.percent", rounded(cpu(tree, elapsed)));
    var rss = memory(tree);
    if (rss > 0) {
      values.put("memory.bytes", rss);
    }
    if (isLinux) {
      disk(tree);
      values.put("disk.read.bytes", readBytes).put("disk.written.bytes", writtenBytes);
      network(values, elapsed);
    }
    system(values);
    gpus(values);
    return values;
  }

  private List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(program.toHandle()), program.descendants()).toList();
  }

  /// 100 is one core.
  private double cpu(List<ProcessHandle> tree, long elapsedNanos) {
    var now = new HashMap<Long, Long>();
    var used = 0L;
    for (var each : tree) {
      var total = each.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
      now.put(each.pid(), total);
      used += Math.max(0, total - cpuNanos.getOrDefault(each.pid(), 0L));
    }
    cpuNanos = now;
    return 100.0 * used / elapsedNanos;
  }

  private long memory(List<ProcessHandle> tree) {
    if (isLinux) {
      return tree.stream().mapToLong(each -> kibibytes(each.pid(), "VmRSS:")).sum();
    }
    if (!HostFacts.isMac()) {
      return 0;
    }
    var pids = String.join(",", tree.stream().map(each -> Long.toString(each.pid())).toList());
    var answer = probe.ask(PATIENCE, folder, "ps", "-o", "rss=", "-p", pids);
    return answer.isGood() ? answer.text().lines().mapToLong(HostFacts::kibibytes).sum() : 0;
  }

  private static long kibibytes(long pid, String name) {
    return HostFacts.lines("/proc/" + pid + "/status").stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(HostFacts::kibibytes)
        .findFirst()
        .orElse(0);
  }

  private void disk(List<ProcessHandle> tree) {
    var now = new HashMap<Long, long[]>();
    for (var each : tree) {
      var seen = new long[2];
      for (var line : HostFacts.lines("/proc/" + each.pid() + "/io")) {
        if (line.startsWith("read_bytes:")) {
          seen[0] = number(line);
        } else if (line.startsWith("write_bytes:")) {
          seen[1] = number(line);
        }
      }
      var before = bytes.getOrDefault(each.pid(), new long[2]);
      readBytes += Math.max(0, seen[0] - before[0]);
      writtenBytes += Math.max(0, seen[1] - before[1]);
      now.put(each.pid(), seen);
    }
    bytes = now;
  }

  private void network(ObjectNode values, long elapsedNanos) {
    var now = network();
    var seconds = elapsedNanos / 1e9;
    values.put(
        "system.network.received.bytesPerSecond",
        Math.round(Math.max(0, now[0] - network[0]) / seconds));
    values.put(
        "system.network.sent.bytesPerSecond",
        Math.round(Math.max(0, now[1] - network[1]) / seconds));
    network = now;
  }

  /// Received and sent, over all devices but the loop.
  private static long[] network() {
    var sums = new long[2];
    for (var line : HostFacts.lines("/proc/net/dev")) {
      var colon = line.indexOf(':');
      if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
        var cells = line.substring(colon + 1).strip().split("\\s+");
        if (cells.length > 8) {
          sums[0] += number(cells[0]);
          sums[1] += number(cells[8]);
        }
      }
    }
    return sums;
  }

  private static void system(ObjectNode values) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      var load = system.getCpuLoad();
      if (load >= 0) {
        values.put("system.cpu.percent", rounded(100 * load));
      }
      var total = system.getTotalMemorySize();
      values.put("system.memory.bytes", total - available(system));
    }
  }

  /// Memory that could be had; caches count as such where the system tells them apart.
  private static long available(OperatingSystemMXBean system) {
    return HostFacts.lines("/proc/meminfo").stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .mapToLong(HostFacts::kibibytes)
        .map(bytes -> Math.min(bytes, system.getTotalMemorySize()))
        .findFirst()
        .orElse(system.getFreeMemorySize());
  }

  private void gpus(ObjectNode values) {
    if (!hasGpu) {
      return;
    }
    var answer =
        probe.ask(
            PATIENCE,
            folder,
            "nvidia-smi",
            "--query-gpu=index,utilization.gpu,memory.used,temperature.gpu,power.draw",
            "--format=csv,noheader,nounits");
    hasGpu = answer.isGood();
    if (!hasGpu) {
      return;
    }
    for (var line : answer.text().lines().toList()) {
      var cells = line.split("\\s*,\\s*", -1);
      if (cells.length < 5 || !cells[0].matches("[0-9]{1,4}")) {
        continue;
      }
      var name = "gpu." + cells[0] + ".";
      number(values, name + "percent", cells[1], 1);
      number(values, name + "memory.bytes", cells[2], 1 << 20);
      number(values, name + "temperature.celsius", cells[3], 1);
      number(values, name + "power.watts", cells[4], 1);
    }
  }

  private static void number(ObjectNode values, String name, String cell, long unit) {
    if (cell.matches("[0-9]{1,12}")) {
      values.put(name, Long.parseLong(cell) * unit);
    } else if (cell.matches("[0-9]{1,12}\\.[0-9]{1,6}")) {
      values.put(name, Double.parseDouble(cell) * unit);
    }
  }

  private static long number(String text) {
    var digits = text.replaceAll("[^0-9]", "");
    return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
