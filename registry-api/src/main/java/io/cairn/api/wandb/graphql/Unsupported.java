// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the SDK can ask for and Cairn does not have: refused in words, at once, instead of by the
/// name of a field that is missing.
final class Unsupported {
  private static final String SWEEPS = "sweeps are not supported by this server";
  private static final String LAUNCH = "launch queues and agents are not supported by this server";
  private static final String AUTOMATIONS =
      "automations are not supported over this interface; follow the events of the server instead";
  private static final String REPORTS = "saved reports and charts are not supported by this server";
  private static final String PEOPLE =
      "teams, users and keys are managed with 'cairn admin', not over this interface";

  private static final Map<String, String> BY_FIELD =
      Map.ofEntries(
          Map.entry("upsertSweep", SWEEPS),
          Map.entry("createAgent", SWEEPS),
          Map.entry("agentHeartbeat", SWEEPS),
          Map.entry("enqueueSweepRun", SWEEPS),
          Map.entry("createRunQueue", LAUNCH),
          Map.entry("upsertRunQueue", LAUNCH),
          Map.entry("deleteRunQueues", LAUNCH),
          Map.entry("deleteFromRunQueue", LAUNCH),
          Map.entry("createDefaultResourceConfig", LAUNCH),
          Map.entry("pushToRunQueue", LAUNCH),
          Map.entry("pushToRunQueueByName", LAUNCH),
          Map.entry("popFromRunQueue", LAUNCH),
          Map.entry("ackRunQueueItem", LAUNCH),
          Map.entry("createLaunchAgent", LAUNCH),
          Map.entry("createFilterTrigger", AUTOMATIONS),
          Map.entry("updateFilterTrigger", AUTOMATIONS),
          Map.entry("deleteTrigger", AUTOMATIONS),
          Map.entry("createGenericWebhookIntegration", AUTOMATIONS),
          Map.entry("upsertView", REPORTS),
          Map.entry("createCustomChart", REPORTS),
          Map.entry("rewindRun", "runs are not rewound by this server; begin a new run"),
          Map.entry("createTeam", PEOPLE),
          Map.entry("createInvite", PEOPLE),
          Map.entry("deleteInvite", PEOPLE),
          Map.entry("createServiceAccount", PEOPLE),
          Map.entry("createUserFromAdmin", PEOPLE),
          Map.entry("createUser", PEOPLE),
          Map.entry("generateApiKey", PEOPLE),
          Map.entry("deleteApiKey", PEOPLE));

  /// Fields further down, of which no document that is answered here has one.
  private static final Map<String, String> DEEPER =
      Map.ofEntries(
          Map.entry("sweep", SWEEPS),
          Map.entry("sweeps", SWEEPS),
          Map.entry("totalSweeps", SWEEPS),
          Map.entry("runQueue", LAUNCH),
          Map.entry("runQueues", LAUNCH),
          Map.entry("defaultResourceConfig", LAUNCH),
          Map.entry("launchAgents", LAUNCH),
          Map.entry("jobInputSchema", LAUNCH),
          Map.entry("triggers", AUTOMATIONS),
          Map.entry("integrations", AUTOMATIONS),
          Map.entry("scope", AUTOMATIONS),
          Map.entry("allViews", REPORTS));

  private Unsupported() {}

  /// Why a document does not fit the schema, if that is for such a thing somewhere in it.
  static Optional<String> deeperReason(Document document) {
    var left = new ArrayDeque<Node<?>>(List.of(document));
    while (!left.isEmpty()) {
      var node = left.pop();
      if (node instanceof Field field && DEEPER.containsKey(field.getName())) {
        return Optional.of(DEEPER.get(field.getName()));
      }
      node.getChildren().forEach(left::push);
    }
    return Optional.empty();
  }

  /// Why not, if a document asks for such a thing at its top.
  static Optional<String> reason(Document document) {
    return document.getDefinitionsOfType(OperationDefinition.class).stream()
        .flatMap(operation -> operation.getSelectionSet().getSelectionsOfType(Field.class).stream())
        .map(field -> Optional.ofNullable(BY_FIELD.get(field.getName())))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
