// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The machine: name, operating system, processor, memory, limits of a container, graphics cards.
final class HostFacts {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final long NO_LIMIT = 1L << 60;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Probe probe;
  private final Path folder;

  HostFacts(Probe probe, Path folder) {
    this.probe = probe;
    this.folder = folder;
  }

  /// What is read from files and this process: no other program is asked, but on macOS.
  ObjectNode quick() {
    var facts = JSON.objectNode();
    facts.set("host", JSON.objectNode().put("name", name()));
    facts.set("os", os());
    facts.set("cpu", cpu());
    facts.set("memory", memory());
    container().ifPresent(limits -> facts.set("container", limits));
    return facts;
  }

  private String name() {
    return firstLine("/proc/sys/kernel/hostname")
        .or(() -> Optional.ofNullable(probe.environment().get("COMPUTERNAME")))
        .or(() -> Optional.ofNullable(probe.environment().get("HOSTNAME")))
        .or(() -> good(probe.ask(PATIENCE, folder, "hostname")))
        .orElse("unknown");
  }

  private ObjectNode os() {
    var os = JSON.objectNode().put("name", System.getProperty("os.name"));
    os.put("kernel", System.getProperty("os.version")).put("arch", System.getProperty("os.arch"));
    lines("/etc/os-release").stream()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .findFirst()
        .ifPresent(line ->
            os.put("distribution", line.substring("PRETTY_NAME=".length()).replace("\"", "")));
    return os;
  }

  private ObjectNode cpu() {
    var cpu = JSON.objectNode();
    var info = lines("/proc/cpuinfo");
    value(info, "model name")
        .or(() -> Optional.ofNullable(probe.environment().get("PROCESSOR_IDENTIFIER")))
        .or(() ->
            isMac()
                ? good(probe.ask(PATIENCE, folder, "sysctl", "-n", "machdep.cpu.brand_string"))
                : Optional.empty())
        .ifPresent(model -> cpu.put("model", model));
    var cores = new HashSet<String>();
    var socket = "";
    for (var line : info) {
      if (line.startsWith("physical id")) {
        socket = line;
      } else if (line.startsWith("core id")) {
        cores.add(socket + line);
      }
    }
    if (!cores.isEmpty()) {
      cpu.put("cores", cores.size());
    }
    var threads = info.stream().filter(line -> line.startsWith("processor")).count();
    cpu.put("threads", threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    return cpu.put("usable", Runtime.getRuntime().availableProcessors());
  }

  private ObjectNode memory() {
    var memory = JSON.objectNode();
    var total = value(lines("/proc/meminfo"), "MemTotal").map(HostFacts::kibibytes);
    memory.put("totalBytes", total.orElseGet(HostFacts::usableMemory));
    return memory.put("usableBytes", usableMemory());
  }

  /// As far as this process may use it.
  private static long usableMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /// What a control group allows, and whether this is a container.
  private Optional<ObjectNode> container() {
    var limits = JSON.objectNode();
    firstLine("/sys/fs/cgroup/memory.max")
        .or(() -> firstLine("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .filter(bytes -> bytes < NO_LIMIT)
        .ifPresent(bytes -> limits.put("memoryBytes", bytes));
    firstLine("/sys/fs/cgroup/cpu.max")
        .map(text -> text.split(" "))
        .filter(parts -> parts.length == 2 && !parts[0].equals("max"))
        .ifPresent(parts ->
            limits.put("cpus", Double.parseDouble(parts[0]) / Double.parseDouble(parts[1])));
    var environment = probe.environment();
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      limits.put("kind", "kubernetes");
    } else if (Files.exists(Path.of("/.dockerenv"))) {
      limits.put("kind", "docker");
    } else if (Files.exists(Path.of("/run/.containerenv"))) {
      limits.put("kind", "podman");
    }
    return limits.isEmpty() ? Optional.empty() : Optional.of(limits);
  }

  /// Graphics cards; what could not be asked goes to `notes`.
  ObjectNode gpus(List<String> notes) {
    var facts = JSON.objectNode();
    var cards = JSON.arrayNode();
    var nvidia =
        probe.ask(
            PATIENCE,
            folder,
            "nvidia-smi",
            "--query-gpu=name,memory.total,driver_version,uuid",
            "--format=csv,noheader,nounits");
    if (nvidia.isGood()) {
      for (var line : nvidia.text().lines().toList()) {
        var cells = line.split("\\s*,\\s*", -1);
        if (cells.length >= 3) {
          var card = cards.addObject().put("name", cells[0]);
          if (cells[1].matches("[0-9]{1,9}")) {
            card.put("memoryBytes", Long.parseLong(cells[1]) << 20);
          }
          card.put("driver", cells[2]);
        }
      }
    } else if (nvidia.exitCode() != 127) {
      notes.add("gpu: " + reason(nvidia, "nvidia-smi"));
    }
    var amd = probe.ask(PATIENCE, folder, "rocm-smi", "--showproductname", "--csv");
    if (amd.isGood()) {
      amd.text()
          .lines()
          .skip(1)
          .filter(line -> !line.isBlank())
          .forEach(line -> cards.addObject().put("name", line));
    }
    if (!cards.isEmpty()) {
      facts.set("gpus", cards);
    }
    return facts;
  }

  static String reason(Probe.Answer answer, String program) {
    return answer.problem().isEmpty()
        ? program + " ended with " + answer.exitCode()
        : answer.problem();
  }

  private static Optional<String> good(Probe.Answer answer) {
    return answer.isGood() ? Optional.of(answer.text()) : Optional.empty();
  }

  static boolean isMac() {
    return System.getProperty("os.name", "").startsWith("Mac");
  }

  private static Optional<String> value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip());
  }

  static long kibibytes(String text) {
    var digits = text.replaceAll("[^0-9]", "");
    return digits.isEmpty() || digits.length() > 15 ? 0 : Long.parseLong(digits) << 10;
  }

  private static Optional<String> firstLine(String file) {
    return lines(file).stream().findFirst().map(String::strip);
  }

  static List<String> lines(String file) {
    try {
      var path = Path.of(file);
      return Files.isReadable(path)
          ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /// Variables of the environment that a run's result may hang on.
  static ObjectNode variables(Map<String, String> environment, Secrets secrets, List<String> more) {
    var found = JSON.objectNode();
    environment.entrySet().stream()
        .filter(each -> AllowedVariables.isAllowed(each.getKey()) || more.contains(each.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            found.set(each.getKey(), secrets.value(each.getKey(), JSON.textNode(each.getValue()))));
    return found;
  }
}
