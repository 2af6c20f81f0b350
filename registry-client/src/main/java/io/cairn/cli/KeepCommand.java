// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.KeepRules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is kept of old versions.
@Command(
    name = "keep",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Say what a team, registry or collection keeps of its old versions; the others are deleted"
          + " once a day.",
      "Whatever a rule says, a version stays that is linked, bears an alias that somebody set, or is"
          + " the base of an open draft. What a rule deletes, 'cairn undelete --deletion' brings"
          + " back."
    },
    footer = {
      "  cairn keep preview vision --last 5 --ancestors 90d --expire-after 30d",
      "  cairn keep set vision --last 5 --ancestors 90d --expire-after 30d",
      "  cairn keep ls",
      "  cairn keep ttl vision/digits/data:v3 30d"
    })
final class KeepCommand {
  private final Session session;

  KeepCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "set",
      description = {
        "Set the rule of a team, registry or collection. That of a collection takes the place of"
            + " that above it. For admins of the team or registry; the key needs the scope admin."
      },
      footer = {
        "  cairn keep set vision --expire-after 30d --last 5",
        "  cairn keep set models/digits --expire-after 365d --last 20 --ancestors 365d"
      })
  int set(
      @Parameters(paramLabel = "SCOPE", description = "a, a/b/c, or models/digits.") String scope,
      @Option(
              names = "--expire-after",
              required = true,
              paramLabel = "TIME",
              description = "What nothing keeps goes at that age, in days, as 30d.")
          String expire,
      @Option(
              names = "--last",
              defaultValue = "0",
              paramLabel = "N",
              description = "The N newest of each collection stay (default: ${DEFAULT-VALUE}).")
          long last,
      @Option(
              names = "--ancestors",
              defaultValue = "0d",
              paramLabel = "TIME",
              description =
                  "What a protected alias pointed at within that time stays, with all that it was"
                      + " made of (default: ${DEFAULT-VALUE}).")
          String ancestors) {
    var set = session.client().keepRules().set(scope, rule(expire, last, ancestors));
    session.output().print(set, () -> session.output().line(text(set)));
    return 0;
  }

  @Command(
      name = "show",
      description = "Show the rule of a team, registry or collection; exit code 3 if it has none.",
      footer = "  cairn keep show vision")
  int show(
      @Parameters(paramLabel = "SCOPE", description = "a, a/b/c, or models/digits.") String scope) {
    var rule = session.client().keepRules().find(scope);
    session.output().print(rule, () -> session.output().line(text(rule)));
    return 0;
  }

  @Command(
      name = "ls",
      description = "List the rules of all that you may read.",
      footer = "  cairn keep ls")
  int list() {
    var rules = session.client().keepRules().list();
    session
        .output()
        .table(
            rules,
            List.of("SCOPE", "LAST", "ANCESTORS", "EXPIRE AFTER", "SET", "BY"),
            rules.stream()
                .map(rule ->
                    List.of(
                        Text.of(rule, "scope"),
                        Text.of(rule, "keepLast"),
                        Text.of(rule, "ancestorDays") + "d",
                        Text.of(rule, "expireAfterDays") + "d",
                        Text.minute(Text.of(rule, "setAt")),
                        Text.of(rule, "setBy")))
                .toList(),
            "no rule is set: every version is kept");
    return 0;
  }

  @Command(
      name = "rm",
      description = "Remove the rule of a team, registry or collection.",
      footer = "  cairn keep rm vision")
  int remove(
      @Parameters(paramLabel = "SCOPE", description = "a, a/b/c, or models/digits.") String scope) {
    session.client().keepRules().remove(scope);
    var output = session.output();
    output.print(
        Output.object().put("removed", scope),
        () -> output.line("no keep rule of " + scope + " any more"));
    return 0;
  }

  @Command(
      name = "preview",
      description = {
        "List what a rule and times to live would delete now, and what keeps the rest: the rule that"
            + " holds there, or one to try. Changes nothing."
      },
      footer = {
        "  cairn keep preview vision",
        "  cairn keep preview vision/digits/data --last 5 --expire-after 30d --kept"
      })
  int preview(
      @Parameters(paramLabel = "SCOPE", description = "a, a/b/c, or models/digits.") String scope,
      @Option(
              names = "--expire-after",
              paramLabel = "TIME",
              description = "Try a rule: what nothing keeps goes at that age, as 30d.")
          @Nullable String expire,
      @Option(
              names = "--last",
              paramLabel = "N",
              description = "The N newest of each collection stay.")
          @Nullable Long last,
      @Option(
              names = "--ancestors",
              paramLabel = "TIME",
              description = "Ancestors of what a protected alias pointed at within that time stay.")
          @Nullable String ancestors,
      @Option(
              names = "--kept",
              description = "List each version that stays, with the chain that keeps it.")
          boolean isWithKept) {
    if (expire == null && (last != null || ancestors != null)) {
      throw CairnException.usage("--expire-after is needed to try a rule");
    }
    var tried =
        expire == null
            ? Optional.<Rule>empty()
            : Optional.of(
                rule(expire, last == null ? 0 : last, ancestors == null ? "0d" : ancestors));
    var verdicts = new Verdicts(session.output(), isWithKept);
    session.client().keepRules().preview(scope, tried, verdicts::add);
    verdicts.end("would be deleted");
    return 0;
  }

  @Command(
      name = "ttl",
      description = {
        "Say how long one version is to live, from its making, in place of what keep rules say of"
            + " its age. What is linked, bears an alias that somebody set, or is the base of an open"
            + " draft stays all the same."
      },
      footer = {
        "  cairn keep ttl vision/digits/data:v3 30d",
        "  cairn keep ttl vision/digits/data:v3 never",
        "  cairn keep ttl vision/digits/data:v3 rules"
      })
  int timeToLive(
      @Parameters(paramLabel = "REF", description = "The version, as a/b/c:v3.") String ref,
      @Parameters(
              paramLabel = "TIME",
              description =
                  "As 12h, 30d or 2w; never: keep rules do not end it; rules: as keep rules say.")
          String time) {
    var seconds =
        switch (time.strip().toLowerCase(java.util.Locale.ROOT)) {
          case "never" -> 0;
          case "rules" -> -1;
          default -> Days.parse("TIME", time).toSeconds();
        };
    var version = session.client().versions().setTtl(ref, seconds);
    session
        .output()
        .print(
            version.json(),
            () ->
                session
                    .output()
                    .line(
                        VersionText.name(version)
                            + version
                                .expires()
                                .map(at -> at.equals("never") ? "  never expires" : "  until " + at)
                                .orElse("  as keep rules say")));
    return 0;
  }

  @Command(
      name = "apply",
      description = {
        "Apply all rules and times to live now, and wait for the end. For an installation admin; the key needs the"
            + " scope admin."
      },
      footer = "  cairn keep apply")
  int apply() {
    var rules = session.client().keepRules();
    rules.apply();
    var job = session.client().upkeep().awaitEnd(rules::applied);
    var output = session.output();
    output.print(
        job,
        () -> {
          output.line(
              "keep rules %s: %s deleted"
                  .formatted(
                      Text.of(job, "state"), Units.count(job.path("blobs").asLong(), "version")));
          if (job.at("/report/error").isTextual()) {
            output.line(job.at("/report/code").asText() + ": " + job.at("/report/error").asText());
          }
        });
    return Text.of(job, "state").equals("done") ? 0 : CairnException.Kind.REFUSED.exitCode();
  }

  private static Rule rule(String expire, long last, String ancestors) {
    return new Rule(
        last,
        Days.parse("--ancestors", ancestors).toDays(),
        Days.parse("--expire-after", expire).toDays());
  }

  private static String text(JsonNode rule) {
    var ancestors = rule.path("ancestorDays").asLong();
    return Text.of(rule, "scope")
        + ": keep the last "
        + Text.of(rule, "keepLast")
        + ", what is aliased or linked"
        + (ancestors == 0 ? "" : ", ancestors of protected aliases of the last " + ancestors + " d")
        + "; the rest goes after "
        + Text.of(rule, "expireAfterDays")
        + " d";
  }

  /// Verdicts as they come: what goes is listed, what stays is summed up by its reason, or listed.
  static final class Verdicts {
    private final Output output;
    private final boolean isWithKept;
    private final List<JsonNode> all = new ArrayList<>();
    private final TreeMap<String, Long> kept = new TreeMap<>();
    private long going;
    private long goingBytes;

    Verdicts(Output output, boolean isWithKept) {
      this.output = output;
      this.isWithKept = isWithKept;
    }

    long going() {
      return going;
    }

    void add(JsonNode verdict) {
      var goes = verdict.path("goes").asBoolean();
      if (goes) {
        going++;
        goingBytes += verdict.path("size").asLong();
      } else {
        kept.merge(Text.of(verdict, "reason"), 1L, Long::sum);
      }
      if (output.isJson()) {
        all.add(verdict);
      } else if (goes || isWithKept) {
        var chain = new ArrayList<String>();
        verdict.path("chain").forEach(link -> chain.add(link.asText()));
        output.line(
            "%-6s%s%s%s"
                .formatted(
                    goes ? "goes" : "stays",
                    Text.of(verdict, "version"),
                    goes ? "" : "  " + Text.of(verdict, "reason"),
                    chain.isEmpty() ? "" : ": " + String.join(" → ", chain)));
      }
    }

    /// @param verb such as `would be deleted`
    void end(String verb) {
      end(verb, Optional.empty());
    }

    /// @param deletion by which all come back
    void end(String verb, Optional<String> deletion) {
      var object = Output.object();
      deletion.ifPresent(id -> object.put("deletion", id));
      object.putArray("items").addAll(all);
      object.put("going", going).put("goingBytes", goingBytes);
      var sums = object.putObject("kept");
      kept.forEach(sums::put);
      output.print(
          object,
          () -> {
            kept.forEach((reason, count) ->
                output.line("kept as %-8s %s".formatted(reason, Units.count(count, "version"))));
            output.line(
                Units.count(going, "version")
                    + " "
                    + verb
                    + ", "
                    + Units.bytes(goingBytes)
                    + " if nothing else holds them");
            deletion.ifPresent(id -> output.line("undo: cairn undelete --deletion " + id));
          });
    }
  }
}
