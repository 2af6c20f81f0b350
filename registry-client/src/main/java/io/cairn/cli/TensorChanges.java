// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.Comparison;
import io.cairn.client.Tensors.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Which tensors differ in the safetensors files that differ.
final class TensorChanges {
  /// Up to here the bytes of tensors are compared unasked.
  private static final long MAX_UNASKED_BYTES = 256L << 20;

  private static final long MAX_SILENT_BYTES = 16L << 20;
  private static final int MAX_FILES = 1_000;
  private static final int MAX_NAMED = 50;

  private final List<JsonNode> files = new ArrayList<>();
  private long bytes;

  /// Takes a line of a difference; what is no changed safetensors file passes by.
  void add(JsonNode item) {
    if (Text.of(item, "change").equals("changed")
        && Text.of(item, "path").endsWith(".safetensors")
        && item.path("before").has("digest")
        && item.path("after").has("digest")
        && files.size() < MAX_FILES) {
      files.add(item);
      bytes += item.path("before").path("size").asLong() + item.path("after").path("size").asLong();
    }
  }

  /// By the path of the file: `added`, `removed`, `changed` by name of the tensor, `same`, and
  /// whether bytes were `compared`; or `unreadable`, why not.
  ///
  /// @param isAsked whether to compare bytes however many there are
  ObjectNode read(CairnClient client, Comparison comparison, boolean isAsked, Output output) {
    var changes = Output.object();
    var isDeep = isAsked || bytes <= MAX_UNASKED_BYTES;
    if (isDeep && bytes > MAX_SILENT_BYTES) {
      output.remark("reading " + Units.bytes(bytes) + " of tensors …");
    }
    for (var file : files) {
      var path = Text.of(file, "path");
      try {
        var before = client.tensors().read(comparison.from(), path, isDeep);
        var after = client.tensors().read(comparison.to(), path, isDeep);
        if (before.isPresent() && after.isPresent()) {
          changes.set(path, between(before.get(), after.get(), isDeep).put("compared", isDeep));
        }
      } catch (CairnException e) {
        // What differs in files and facts is told all the same.
        changes.putObject(path).put("unreadable", e.text());
      }
    }
    return changes;
  }

  private static ObjectNode between(
      Map<String, Tensor> before, Map<String, Tensor> after, boolean isDeep) {
    var added = Output.object();
    var removed = Output.object();
    var changed = Output.object();
    var same = 0;
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (var name : names) {
      var left = before.get(name);
      var right = after.get(name);
      if (left == null && right != null) {
        added.set(name, form(right));
      } else if (right == null && left != null) {
        removed.set(name, form(left));
      } else if (left != null && right != null && isSame(left, right, isDeep)) {
        same++;
      } else if (left != null && right != null) {
        changed.putObject(name).set("before", form(left));
        changed.withObject(name).set("after", form(right));
      }
    }
    var object = Output.object();
    object.set("added", added);
    object.set("removed", removed);
    object.set("changed", changed);
    return object.put("same", same);
  }

  private static boolean isSame(Tensor left, Tensor right, boolean isDeep) {
    return left.sha256().isPresent() == isDeep
        && left.dtype().equals(right.dtype())
        && left.shape().equals(right.shape())
        && left.sha256().equals(right.sha256());
  }

  private static ObjectNode form(Tensor tensor) {
    var object = Output.object().put("dtype", tensor.dtype());
    var shape = object.putArray("shape");
    tensor.shape().forEach(shape::add);
    return object;
  }

  static void print(Output output, Map.Entry<String, JsonNode> file) {
    var change = file.getValue();
    if (change.has("unreadable")) {
      output.line("tensors of " + file.getKey() + ": " + Text.of(change, "unreadable"));
      return;
    }
    output.line("tensors of " + file.getKey() + ":");
    var lines = new ArrayList<String>();
    change
        .path("added")
        .properties()
        .forEach(each -> lines.add("+ " + each.getKey() + "  " + text(each.getValue())));
    change
        .path("removed")
        .properties()
        .forEach(each -> lines.add("- " + each.getKey() + "  " + text(each.getValue())));
    change.path("changed").properties().forEach(each -> lines.add("~ " + line(each)));
    lines.stream().limit(MAX_NAMED).forEach(line -> output.line("  " + line));
    if (lines.size() > MAX_NAMED) {
      output.line("  … and " + Units.count(lines.size() - MAX_NAMED) + " more; --json has all");
    }
    output.line(
        "  "
            + Units.count(change.path("same").asLong())
            + (change.path("compared").asBoolean()
                ? " the same"
                : " of the same type and shape; --tensors compares their bytes"));
  }

  private static String line(Map.Entry<String, JsonNode> change) {
    var before = text(change.getValue().path("before"));
    var after = text(change.getValue().path("after"));
    return change.getKey() + "  " + (before.equals(after) ? after : before + " → " + after);
  }

  private static String text(JsonNode form) {
    return Text.of(form, "dtype") + " " + form.path("shape");
  }
}
