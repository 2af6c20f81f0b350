// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What must not leave this machine: values whose name says that they are secret, values that look
/// like a key of a known make, passwords in URLs. Each becomes `***`.
///
/// A value that was found secret by its name is masked wherever it appears from then on, in any
/// text. Safe for many threads.
public final class Secrets {
  /// What stands in place of a secret.
  public static final String MASK = "***";

  private static final int SHORTEST_VALUE = 8;
  private static final int SHORTEST_HELD_BACK = 4;
  private static final Pattern NAME =
      Pattern.compile("(?i)key|token|secret|password|passwd|passphrase|credential");

  /// Words of the trade that have the letters of a secret's name in them.
  private static final Pattern HARMLESS =
      Pattern.compile("(?i)tokeni[sz]\\w*|key(?:point|word|frame|board)s?|monkey|turkey");

  private static final Pattern COUNT_NAME = Pattern.compile("(?i)keys|tokens");
  private static final Pattern USER_IN_URL =
      Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*)://([^\\s/?#@\"'<>]+)@");

  /// Beginnings of [#SHAPES]: a line without any of them is not searched.
  private static final List<String> HINTS =
      List.of(
          "crn_",
          "hf_",
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "AKIA",
          "ASIA",
          "sk-",
          "xox",
          "AIza",
          "eyJ",
          "npm_",
          "pypi-",
          "PRIVATE KEY",
          "://",
          "earer ");

  private static final List<Pattern> SHAPES =
      List.of(
          Pattern.compile("\\bcrn_[A-Za-z0-9_-]{12,}"),
          Pattern.compile("\\bhf_[A-Za-z0-9]{16,}"),
          Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{20,}"),
          Pattern.compile("\\bgithub_pat_[A-Za-z0-9_]{20,}"),
          Pattern.compile("\\bglpat-[A-Za-z0-9_-]{16,}"),
          Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
          Pattern.compile("\\bsk-[A-Za-z0-9_-]{20,}"),
          Pattern.compile("\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
          Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}"),
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"),
          Pattern.compile("\\bnpm_[A-Za-z0-9]{30,}"),
          Pattern.compile("\\bpypi-[A-Za-z0-9_-]{40,}"),
          Pattern.compile(
              "-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\\s]*(?:-----END [A-Z ]*"
                  + "PRIVATE KEY-----)?"),
          Pattern.compile("(?<=[Bb]earer )[A-Za-z0-9._~+/=-]{12,}"));

  private final Set<String> plainNames;
  private volatile List<String> values = List.of();

  /// @param plainNames names that are no secret, whatever they look like (`tokenizer`)
  public Secrets(Collection<String> plainNames) {
    var lower = new TreeSet<String>();
    plainNames.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    this.plainNames = Set.copyOf(lower);
  }

  /// Learns the values of an environment whose names are secret, and passwords in its URLs.
  public void learn(Map<String, String> environment) {
    var found = new ArrayList<String>();
    environment.forEach((name, value) -> {
      if (isName(name)) {
        found.add(value);
      }
      var url = USER_IN_URL.matcher(value);
      while (url.find()) {
        var colon = url.group(2).indexOf(':');
        if (colon >= 0) {
          found.add(url.group(2).substring(colon + 1));
        }
      }
    });
    learn(found);
  }

  /// From now on these texts are masked wherever they appear, line by line. Texts of less than 8
  /// characters are not: they would be found in everything.
  public synchronized void learn(Collection<String> texts) {
    var all =
        new TreeSet<String>(
            Comparator.comparingInt(String::length).reversed().thenComparing(text -> text));
    all.addAll(values);
    for (var text : texts) {
      text.lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_VALUE)
          .forEach(all::add);
    }
    values = List.copyOf(all);
  }

  /// Does this name say that its value is a secret?
  public boolean isName(String name) {
    return NAME.matcher(HARMLESS.matcher(name).replaceAll("")).find()
        && !plainNames.contains(name.toLowerCase(Locale.ROOT));
  }

  /// The text with every secret in it masked.
  public String mask(String text) {
    var masked = text;
    for (var value : values) {
      if (masked.contains(value)) {
        masked = masked.replace(value, MASK);
      }
    }
    if (HINTS.stream().noneMatch(masked::contains)) {
      return masked;
    }
    for (var shape : SHAPES) {
      masked = shape.matcher(masked).replaceAll(MASK);
    }
    return USER_IN_URL
        .matcher(masked)
        .replaceAll(match ->
            isUserSecret(match.group(1), match.group(2))
                ? match.group(1) + "://" + MASK + "@"
                : Matcher.quoteReplacement(match.group()));
  }

  /// `git@` and the like is no secret; whatever stands before a web address, or has a password, is.
  private static boolean isUserSecret(String scheme, String user) {
    return scheme.toLowerCase(Locale.ROOT).startsWith("http") || user.indexOf(':') >= 0;
  }

  boolean isClean(String text) {
    return mask(text).equals(text);
  }

  /// As [#mask], for a line that is not at its end yet: a tail that may become a secret is held
  /// back.
  String maskUnfinished(String text) {
    var masked = mask(text);
    for (var value : values) {
      for (var count = Math.min(value.length() - 1, masked.length());
          count >= SHORTEST_HELD_BACK;
          count--) {
        if (masked.endsWith(value.substring(0, count))) {
          return masked.substring(0, masked.length() - count);
        }
      }
    }
    return masked;
  }

  /// Measured values: numbers stay, whatever they are called.
  JsonNode measured(JsonNode values) {
    var masked = JsonNodeFactory.instance.objectNode();
    values
        .properties()
        .forEach(each -> {
          var value = each.getValue();
          masked.set(each.getKey(), value.isNumber() ? value : value(each.getKey(), value));
        });
    return masked;
  }

  /// A named value, masked if its name or its text is secret; what it was is learnt.
  public JsonNode value(String name, JsonNode value) {
    if (value.isObject()) {
      var masked = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(member ->
              masked.set(
                  member.getKey(),
                  value(isName(name) ? name : member.getKey(), member.getValue())));
      return masked;
    }
    if (value.isArray()) {
      var masked = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> masked.add(value(name, item)));
      return masked;
    }
    if (value.isNull() || !isName(name) || isCount(name, value)) {
      return value.isTextual() ? JsonNodeFactory.instance.textNode(mask(value.asText())) : value;
    }
    learn(List.of(value.asText()));
    return JsonNodeFactory.instance.textNode(MASK);
  }

  /// `max_tokens=512`: a number under such a name counts something, and is needed to run it again.
  private static boolean isCount(String name, JsonNode value) {
    return (value.isNumber() || value.isBoolean())
        && !NAME.matcher(COUNT_NAME.matcher(name).replaceAll("")).find();
  }

  /// A command line, masked: `--api-key X`, `--password=X`, `API_KEY=X`, and secrets by their look.
  public List<String> arguments(List<String> arguments) {
    var names = new ArrayList<String>();
    var found = new ArrayList<String>();
    for (var i = 0; i < arguments.size(); i++) {
      var name = nameOf(arguments, i);
      names.add(name);
      if (isSecretArgument(name, arguments.get(i))) {
        found.add(valueOf(arguments.get(i), name));
      }
    }
    learn(found);
    var masked = new ArrayList<String>();
    for (var i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      var name = names.get(i);
      if (isSecretArgument(name, argument)) {
        var value = valueOf(argument, name);
        masked.add(argument.substring(0, argument.length() - value.length()) + MASK);
      } else {
        masked.add(mask(argument));
      }
    }
    return List.copyOf(masked);
  }

  private boolean isSecretArgument(String name, String argument) {
    if (name.isEmpty() || !isName(name)) {
      return false;
    }
    var value = valueOf(argument, name);
    return !value.isEmpty() && !isCount(name, FlagReader.value(value));
  }

  /// The name that argument number `index` gives a value to, or nothing.
  private static String nameOf(List<String> arguments, int index) {
    var argument = arguments.get(index);
    var equals = argument.indexOf('=');
    if (equals > 0) {
      var name = argument.substring(0, equals).replaceFirst("^-+", "");
      return name.matches("[A-Za-z][A-Za-z0-9_.+/-]*") ? name : "";
    }
    if (index > 0 && !argument.startsWith("--")) {
      var before = arguments.get(index - 1);
      if (before.startsWith("--") && before.indexOf('=') < 0) {
        return before.substring(2);
      }
    }
    return "";
  }

  private static String valueOf(String argument, String name) {
    var equals = argument.indexOf('=');
    var hasName = equals > 0 && argument.substring(0, equals).replaceFirst("^-+", "").equals(name);
    return hasName ? argument.substring(equals + 1) : argument;
  }
}
