// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnClient;
import io.cairn.client.folder.Hasher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gathers what a run is: first what is quick or must be read before the program begins, then the
/// rest beside it. No question that stays without an answer is an error; it becomes a note.
final class Facts {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final int MAX_ARGUMENT_CHARACTERS = 256 << 10;

  private final CaptureRequest request;
  private final Probe probe;
  private final Secrets secrets;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<Path> root = Optional.empty();

  Facts(CaptureRequest request, Probe probe, Secrets secrets) {
    this.request = request;
    this.probe = probe;
    this.secrets = secrets;
  }

  /// Files of the run that were found so far, by path.
  Map<String, byte[]> files() {
    return files;
  }

  /// What must be known before the program begins: it may change its own sources.
  ObjectNode before(Path program) {
    var facts = new HostFacts(probe, request.folder()).quick();
    facts.put("client", "cairn " + CairnClient.VERSION);
    facts.put("user", System.getProperty("user.name"));
    var command = facts.putObject("command");
    arguments(command.putArray("arguments"));
    command.put("folder", request.folder().toString()).put("program", program.toString());
    var variables =
        HostFacts.variables(request.environment(), secrets, request.options().moreVariables());
    if (!variables.isEmpty()) {
      facts.set("variables", variables);
    }
    if (request.options().hasCode()) {
      code(facts);
    }
    tellNotes(facts);
    return masked(facts);
  }

  /// A shell may hand over more than a run may say of itself.
  private void arguments(ArrayNode list) {
    var left = MAX_ARGUMENT_CHARACTERS;
    for (var argument : secrets.arguments(request.command())) {
      left -= argument.length();
      if (left < 0) {
        notes.add(
            "command: cut after " + list.size() + " of " + request.command().size() + " arguments");
        return;
      }
      list.add(argument);
    }
  }

  private void code(ObjectNode facts) {
    var inputs = request.uses().stream().flatMap(use -> use.folder().stream()).toList();
    root = GitState.root(request.folder(), probe);
    var code =
        root.map(top -> GitState.capture(top, request.folder(), probe, secrets, inputs))
            .orElseGet(() -> SourceSnapshot.capture(request.folder(), secrets, inputs));
    facts.set(root.isPresent() ? "git" : "code", code.facts());
    files.putAll(code.files());
    notes.addAll(code.notes());
  }

  /// What takes longer: graphics cards, interpreter, packages, lock files. Lists all files too.
  ObjectNode beside() {
    var facts = new HostFacts(probe, request.folder()).gpus(notes);
    var runtime = new RuntimeFacts(probe, request.folder(), secrets);
    runtime.look(request.command(), root);
    facts.setAll(runtime.facts());
    notes.addAll(runtime.notes());
    runtime.files().forEach((name, bytes) -> files.put("environment/" + name, bytes));
    var list = facts.putObject("files");
    files.forEach((path, bytes) -> {
      if (!path.startsWith(SourceSnapshot.PREFIX)) {
        list.set(path, described(bytes));
      }
    });
    tellNotes(facts);
    return masked(facts);
  }

  static ObjectNode described(byte[] bytes) {
    var digest = "sha256:" + HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
    return JSON.objectNode().put("digest", digest).put("size", bytes.length);
  }

  private void tellNotes(ObjectNode facts) {
    if (!notes.isEmpty()) {
      var list = facts.putArray("notes");
      notes.forEach(list::add);
    }
  }

  private ObjectNode masked(ObjectNode facts) {
    return secrets.value("", facts) instanceof ObjectNode masked ? masked : facts;
  }
}
