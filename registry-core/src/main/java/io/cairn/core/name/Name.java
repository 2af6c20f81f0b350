// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The slug by which a team, project, collection, registry, model, user or run is addressed.
///
/// 1 to 128 characters `[A-Za-z0-9._-]`, beginning with a letter or digit; no `..`, no `.` or
/// `.lock` at the end, no Windows device name. Spelling is kept; [#key()] is what must be unique
/// within the parent, without regard to case.
public record Name(String text) {
  private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> RESERVED =
      Set.of(
          "api",
          "q",
          "v2",
          "hf",
          "mlflow",
          "graphql",
          "files",
          "artifacts",
          "artifactsv2",
          "ui",
          "assets",
          "login",
          "settings",
          "orgs",
          "admin",
          "datasets",
          "spaces",
          "kernels",
          "buckets",
          "cas");

  public Name {
    check("name", text);
  }

  /// A name given in the field `field` of a request; a refusal names that field.
  public static Name of(String field, String text) {
    check(field, text);
    return new Name(text);
  }

  /// The name of a team or registry: these share one name space, in which some words are taken by
  /// the routes of the server.
  public static Name ofNamespace(String field, String text) {
    var name = of(field, text);
    if (RESERVED.contains(name.key()) || name.key().startsWith("wandb-registry-")) {
      throw new Failure.Invalid(
          field, "name.reserved", field + " '" + text + "' is reserved; choose another");
    }
    return name;
  }

  /// Lower case: two names with one key are the same name.
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text;
  }

  private static void check(String field, String text) {
    if (!SLUG.matcher(text).matches()) {
      throw new Failure.Invalid(
          field,
          "name.grammar",
          field
              + " must be 1 to 128 characters of A-Z a-z 0-9 . _ - and begin with a letter or"
              + " digit");
    }
    if (text.contains("..") || text.endsWith(".") || key(text).endsWith(".lock")) {
      throw new Failure.Invalid(
          field, "name.dots", field + " must not contain '..' nor end in '.' or '.lock'");
    }
    if (DEVICE.matcher(text).matches()) {
      throw new Failure.Invalid(
          field, "name.device", field + " '" + text + "' is a device name on Windows");
    }
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
