// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the wrapped program runs on: its interpreter, the packages that one sees, and the lock
/// files beside it.
final class RuntimeFacts {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PACKAGES_PATIENCE = Duration.ofSeconds(20);
  private static final int MAX_LOCK_BYTES = 5 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LOCKS =
      List.of(
          "package.json",
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "pom.xml",
          "gradle.lockfile",
          "build.gradle",
          "build.gradle.kts",
          "requirements.txt",
          "pyproject.toml",
          "uv.lock",
          "poetry.lock",
          "Pipfile",
          "Pipfile.lock",
          "pdm.lock",
          "environment.yml",
          "environment.yaml",
          "conda-lock.yml",
          "renv.lock",
          "Cargo.lock",
          "go.mod",
          "go.sum",
          "Dockerfile");

  /// Asked of the interpreter itself: it needs no pip, and sees what the program will see.
  private static final String PYTHON =
      """
      import json, platform, sys
      try:
          from importlib import metadata
      except ImportError:
          metadata = None
      packages = []
      for each in (metadata.distributions() if metadata else []):
          try:
              name = each.metadata["Name"]
              if not name:
                  continue
              line = name + "==" + each.version
              direct = each.read_text("direct_url.json")
              if direct:
                  direct = json.loads(direct)
                  vcs = direct.get("vcs_info")
                  if vcs:
                      line = "%s @ %s+%s@%s" % (name, vcs["vcs"], direct["url"], vcs["commit_id"])
                  elif direct.get("dir_info", {}).get("editable"):
                      line = "# editable: %s (%s)" % (line, direct["url"])
              packages.append(line)
          except Exception as problem:
              packages.append("# unreadable: %s" % type(problem).__name__)
      print(json.dumps({"version": platform.python_version(),
                        "implementation": platform.python_implementation(),
                        "executable": sys.executable, "prefix": sys.prefix,
                        "virtual": sys.prefix != getattr(sys, "base_prefix", sys.prefix),
                        "packages": sorted(set(packages), key=str.lower)}))
      """;

  private final Probe probe;
  private final Path folder;
  private final Secrets secrets;
  private final ObjectNode facts = JSON.createObjectNode();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  RuntimeFacts(Probe probe, Path folder, Secrets secrets) {
    this.probe = probe;
    this.folder = folder;
    this.secrets = secrets;
  }

  ObjectNode facts() {
    return facts;
  }

  /// Files below `environment/`, by name.
  Map<String, byte[]> files() {
    return files;
  }

  List<String> notes() {
    return notes;
  }

  /// @param root top of the checkout, where lock files lie too
  void look(List<String> command, Optional<Path> root) {
    var words = words(command);
    python(command, words);
    if (words.contains("java") || words.contains("mvn") || words.contains("gradle")) {
      version("java", "java", "--version");
    }
    if (words.stream().anyMatch(word -> word.matches("node|npm|npx|yarn|pnpm"))) {
      version("node", "node", "--version");
    }
    if (words.contains("Rscript") || words.contains("R")) {
      version("r", "Rscript", "--version");
    }
    if (words.contains("julia")) {
      version("julia", "julia", "--version");
    }
    conda();
    locks(folder);
    root.filter(top -> !top.equals(folder)).ifPresent(this::locks);
  }

  /// Names of programs on the command line, and in the first line of a script.
  private List<String> words(List<String> command) {
    var words = new ArrayList<String>();
    command.stream().limit(4).forEach(word -> words.add(base(word)));
    interpreter(command.getFirst()).forEach(word -> words.add(base(word)));
    return words;
  }

  private List<String> interpreter(String program) {
    var file = probe.find(program, folder);
    if (file.isEmpty()) {
      return List.of();
    }
    try (var in = Files.newInputStream(file.get())) {
      var head = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1);
      if (head.startsWith("#!")) {
        return List.of(head.substring(2).lines().findFirst().orElse("").strip().split("\\s+"));
      }
    } catch (IOException e) {
      return List.of();
    }
    return List.of();
  }

  private static String base(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private void python(List<String> command, List<String> words) {
    var isAsked = words.stream().anyMatch(RuntimeFacts::isPython);
    var named =
        Stream.concat(command.stream().limit(4), interpreter(command.getFirst()).stream())
            .filter(word -> isPython(base(word)) && probe.find(word, folder).isPresent())
            .findFirst()
            .or(() -> Optional.of("python3").filter(word -> probe.find(word, folder).isPresent()))
            .or(() -> Optional.of("python").filter(word -> probe.find(word, folder).isPresent()));
    if (named.isEmpty()) {
      if (isAsked) {
        notes.add("packages: python is not there");
      }
      return;
    }
    try {
      askPython(probe.find(named.get(), folder).orElseThrow());
    } catch (IOException e) {
      notes.add("packages: no temporary folder for the question");
    }
  }

  /// In an empty folder, so that no file of the user's is taken for a module.
  private void askPython(Path python) throws IOException {
    var empty = Files.createTempDirectory("cairn-probe-");
    try {
      var program = python.toAbsolutePath().toString();
      var answer =
          probe.ask(
              PACKAGES_PATIENCE,
              empty,
              Map.of("PYTHONDONTWRITEBYTECODE", "1", "PYTHONIOENCODING", "utf-8"),
              new byte[0],
              List.of(program, "-c", PYTHON));
      if (!answer.isGood()) {
        notes.add("packages: " + HostFacts.reason(answer, "python"));
        return;
      }
      var told = JSON.readTree(answer.text());
      var python3 = facts.withObjectProperty("runtime").withObjectProperty("python");
      for (var name : List.of("version", "implementation", "executable", "prefix", "virtual")) {
        python3.set(name, told.path(name));
      }
      var packages = told.path("packages");
      facts.withObjectProperty("packages").put("python", packages.size());
      var text = new StringBuilder();
      packages.forEach(line -> text.append(withoutUser(line.asText())).append('\n'));
      add("requirements.txt", text.toString().getBytes(StandardCharsets.UTF_8));
      condaPrefix(told.path("prefix").asText());
    } catch (JsonProcessingException e) {
      notes.add("packages: python's answer cannot be read");
    } finally {
      Files.deleteIfExists(empty);
    }
  }

  private static boolean isPython(String word) {
    return word.matches("(?:python|pypy)[0-9.]*");
  }

  private static String withoutUser(String line) {
    return line.replaceAll("://[^/@\\s]+@", "://");
  }

  private void version(String name, String... command) {
    var answer = probe.ask(PATIENCE, folder, command);
    if (answer.isGood()) {
      var line = answer.text().lines().findFirst().orElse("");
      facts.withObjectProperty("runtime").withObjectProperty(name).put("version", line);
    } else {
      notes.add("runtime: " + HostFacts.reason(answer, command[0]));
    }
  }

  private void conda() {
    var prefix = probe.environment().get("CONDA_PREFIX");
    if (prefix != null && !prefix.isBlank()) {
      condaPrefix(prefix);
    }
  }

  /// What `conda list --explicit` prints, from the records that it reads.
  private void condaPrefix(String prefix) {
    var records = Path.of(prefix, "conda-meta");
    if (files.containsKey("conda-explicit.txt") || !Files.isDirectory(records)) {
      return;
    }
    var lines = new TreeSet<String>();
    try (var all = Files.newDirectoryStream(records, "*.json")) {
      for (var each : all) {
        JsonNode told = JSON.readTree(Files.readAllBytes(each));
        var url = withoutUser(told.path("url").asText()).replaceAll("/t/[^/]+/", "/");
        if (!url.isEmpty()) {
          var md5 = told.path("md5").asText();
          lines.add(md5.isEmpty() ? url : url + "#" + md5);
        }
      }
    } catch (IOException e) {
      notes.add("packages: the records of conda cannot be read");
      return;
    }
    facts.withObjectProperty("packages").put("conda", lines.size());
    var text = "@EXPLICIT\n" + String.join("\n", lines) + "\n";
    add("conda-explicit.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  private void locks(Path place) {
    for (var name : LOCKS) {
      var file = place.resolve(name);
      var path = "project/" + name;
      if (!Files.isRegularFile(file) || files.containsKey(path)) {
        continue;
      }
      try {
        if (Files.size(file) > MAX_LOCK_BYTES) {
          notes.add(name + " is larger than 5 MiB and left out");
        } else {
          add(path, Files.readAllBytes(file));
        }
      } catch (IOException e) {
        notes.add(name + " cannot be read");
      }
    }
  }

  private void add(String name, byte[] bytes) {
    if (secrets.isClean(new String(bytes, StandardCharsets.ISO_8859_1))
        && secrets.isClean(new String(bytes, StandardCharsets.UTF_8))) {
      files.put(name, bytes);
    } else {
      notes.add(name + " has a secret in it and is left out");
    }
  }
}
