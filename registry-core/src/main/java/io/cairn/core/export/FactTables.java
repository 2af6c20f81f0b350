// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import static io.cairn.core.export.Column.flag;
import static io.cairn.core.export.Column.id;
import static io.cairn.core.export.Column.json;
import static io.cairn.core.export.Column.key;
import static io.cairn.core.export.Column.label;
import static io.cairn.core.export.Column.name;
import static io.cairn.core.export.Column.nameKey;
import static io.cairn.core.export.Column.namespaceName;
import static io.cairn.core.export.Column.number;
import static io.cairn.core.export.Column.path;
import static io.cairn.core.export.Column.ref;
import static io.cairn.core.export.Column.slug;
import static io.cairn.core.export.Column.text;
import static io.cairn.core.export.Column.time;
import static io.cairn.core.export.Column.title;
import static io.cairn.core.export.Column.word;
import static io.cairn.core.export.FactTable.inSequence;
import static io.cairn.core.export.FactTable.ordered;

import java.util.List;
import java.util.Map;

/// Every table of the data base: those whose rows travel, in an order in which each refers to those
/// before it, and those that stay, with the reason. A test fails on a table or column that is not
/// here.
final class FactTables {
  static final FactTable USERS =
      inSequence(
          "users",
          "app_user",
          id("id"),
          name("name"),
          key("name_key", "name"),
          title("title").optional(),
          word("kind", "person", "service"),
          word("role", "admin", "auditor", "member"),
          flag("is_disabled"),
          time("created_at"));

  static final FactTable VERSIONS =
      inSequence(
          "versions",
          "version",
          id("id"),
          ref("collection_id", "collections"),
          ref("home_id", "memberships"),
          Column.of("manifest", ColumnType.DIGEST),
          number("size_bytes"),
          number("file_count"),
          number("reference_count"),
          json("metadata"),
          ref("run_id", "runs").optional(),
          number("revision"),
          time("created_at"),
          ref("created_by", "users"),
          time("deleted_at").optional(),
          id("deleted_with").optional(),
          number("ttl_seconds"),
          time("expires_at").optional());

  static final FactTable EVENTS =
      ordered(
          "events",
          "event",
          List.of("place", "seq"),
          id("id"),
          slug("kind"),
          time("happened_at"),
          id("actor_id").optional(),
          id("key_id").optional(),
          id("namespace_id").optional(),
          id("scope_id").optional(),
          slug("subject_kind"),
          id("subject_id"),
          json("data"),
          number("place").optional());

  /// What people and programs said. Lines of later files refer to lines of earlier ones.
  static final List<FactTable> EXPORTED =
      List.of(
          USERS,
          inSequence(
              "namespaces",
              "namespace",
              id("id"),
              word("kind", "team", "registry"),
              namespaceName("name"),
              key("name_key", "name"),
              title("title").optional(),
              flag("is_open"),
              time("created_at"),
              time("deleted_at").optional()),
          ordered(
              "namespace-former-names",
              "namespace_former_name",
              List.of("name_key"),
              nameKey("name_key"),
              ref("namespace_id", "namespaces"),
              time("left_at")),
          ordered(
              "members",
              "namespace_member",
              List.of("namespace_id", "user_id"),
              ref("namespace_id", "namespaces"),
              ref("user_id", "users"),
              word("role", "admin", "member", "viewer"),
              time("added_at")),
          inSequence(
              "protected-aliases",
              "protected_alias",
              ref("namespace_id", "namespaces"),
              label("spelling"),
              key("alias_key", "spelling"),
              time("protected_at"),
              ref("protected_by", "users")),
          ordered(
              "registry-profiles",
              "registry_profile",
              List.of("namespace_id"),
              ref("namespace_id", "namespaces"),
              text("description")),
          ordered(
              "accepted-types",
              "accepted_type",
              List.of("namespace_id", "type_key"),
              ref("namespace_id", "namespaces"),
              name("spelling"),
              key("type_key", "spelling")),
          inSequence(
              "projects",
              "project",
              id("id"),
              ref("namespace_id", "namespaces"),
              name("name"),
              key("name_key", "name"),
              title("title").optional(),
              text("description"),
              number("revision"),
              time("created_at"),
              ref("created_by", "users"),
              time("deleted_at").optional()),
          inSequence(
              "collections",
              "collection",
              id("id"),
              ref("namespace_id", "namespaces"),
              ref("project_id", "projects").optional(),
              id("parent_id"),
              name("name"),
              key("name_key", "name"),
              title("title").optional(),
              name("type"),
              text("description"),
              text("card"),
              number("next_index"),
              number("version_count"),
              time("last_move_at"),
              number("revision"),
              time("created_at"),
              ref("created_by", "users"),
              time("deleted_at").optional(),
              id("deleted_with").optional()),
          ordered(
              "former-names",
              "former_name",
              List.of("parent_id", "name_key"),
              id("parent_id"),
              nameKey("name_key"),
              id("subject_id"),
              time("released_at")),
          inSequence(
                  "runs",
                  "run",
                  id("id"),
                  ref("project_id", "projects"),
                  ref("namespace_id", "namespaces"),
                  name("name"),
                  key("name_key", "name"),
                  title("title").optional(),
                  word("state", "running", "finished", "failed", "crashed"),
                  json("config"),
                  json("summary"),
                  json("environment"),
                  text("run_group").optional(),
                  text("job_type").optional(),
                  text("notes"),
                  ref("parent_id", "runs").optional(),
                  number("exit_code").optional(),
                  number("revision"),
                  time("created_at"),
                  ref("created_by", "users"),
                  time("started_at"),
                  time("heartbeat_at").optional(),
                  time("finished_at").optional(),
                  time("deleted_at").optional(),
                  time("clash_at").optional(),
                  text("clash_writers").optional())
              .large(),
          ordered(
              "run-tags",
              "run_tag",
              List.of("run_id", "tag_key"),
              ref("run_id", "runs"),
              label("spelling"),
              key("tag_key", "spelling")),
          ordered(
              "run-streams",
              "run_stream",
              List.of("run_id", "stream"),
              ref("run_id", "runs"),
              nameKey("stream"),
              number("next_line"),
              number("next_segment"),
              json("last_values")),
          ordered(
                  "run-segments",
                  "run_segment",
                  List.of("run_id", "stream", "block", "segment"),
                  ref("run_id", "runs"),
                  nameKey("stream"),
                  number("block"),
                  number("segment"),
                  number("characters"),
                  Column.of("data", ColumnType.BYTES),
                  number("lowest_step").optional(),
                  number("highest_step").optional())
              .large(),
          ordered(
              "run-files",
              "run_file",
              List.of("run_id", "path"),
              ref("run_id", "runs"),
              path("path"),
              Column.of("digest", ColumnType.DIGEST),
              number("size_bytes"),
              time("updated_at"),
              ref("updated_by", "users")),
          VERSIONS,
          // What faces keep beside drafts stays: drafts do.
          ordered(
                  "attachments",
                  "attachment",
                  List.of("subject_id", "kind"),
                  ref("subject_id", "versions"),
                  slug("kind"),
                  Column.of("digest", ColumnType.DIGEST).optional(),
                  number("size_bytes"),
                  text("mark").optional(),
                  json("facts"))
              .only(
                  """
                  subject_id in (select id from version)
                  and (digest is null or digest in (
                    select digest from blob where state in ('present', 'doomed', 'damaged')))\
                  """),
          inSequence(
              "memberships",
              "membership",
              id("id"),
              ref("collection_id", "collections"),
              number("version_index"),
              ref("version_id", "versions"),
              flag("is_link"),
              text("description"),
              number("revision"),
              time("created_at"),
              ref("created_by", "users"),
              time("deleted_at").optional(),
              id("deleted_with").optional()),
          ordered(
              "recalls",
              "recall",
              List.of("membership_id"),
              ref("membership_id", "memberships"),
              text("reason"),
              time("recalled_at"),
              ref("recalled_by", "users")),
          ordered(
              "version-pulls",
              "version_pull",
              List.of("membership_id", "user_id", "selector"),
              ref("membership_id", "memberships"),
              ref("version_id", "versions"),
              ref("user_id", "users"),
              text("selector"),
              time("first_at"),
              time("last_at"),
              number("times")),
          ordered(
              "aliases",
              "alias",
              List.of("collection_id", "alias_key"),
              ref("collection_id", "collections"),
              label("spelling"),
              key("alias_key", "spelling"),
              ref("membership_id", "memberships"),
              time("moved_at"),
              ref("moved_by", "users").optional()),
          inSequence(
              "alias-moves",
              "alias_move",
              ref("collection_id", "collections"),
              label("spelling"),
              key("alias_key", "spelling"),
              ref("from_membership_id", "memberships").optional(),
              ref("to_membership_id", "memberships").optional(),
              time("moved_at"),
              ref("moved_by", "users").optional(),
              text("reason")),
          ordered(
              "tags",
              "tag",
              List.of("subject_id", "tag_key"),
              id("subject_id"),
              label("spelling"),
              key("tag_key", "spelling")),
          inSequence(
              "lineage-edges",
              "lineage_edge",
              slug("kind"),
              slug("from_kind"),
              id("from_id"),
              slug("to_kind"),
              id("to_id"),
              json("facts"),
              time("created_at")),
          EVENTS);

  /// What stays, and why.
  static final Map<String, String> STAYING =
      Map.ofEntries(
          Map.entry("api_key", "a secret, which no file of ours holds: keys are made anew"),
          Map.entry("keyed_request", "answers kept for a day, for keys that do not travel"),
          Map.entry("draft", "versions under construction: begun again at the new place"),
          Map.entry("draft_file", "files sent into drafts"),
          Map.entry("blob_md5", "taken from the bytes, and taken anew"),
          Map.entry("lease", "what drafts hold on to"),
          Map.entry("upload", "bytes on their way into drafts"),
          Map.entry("attribute", "taken from versions and tags, and written anew"),
          Map.entry("attribute_backlog", "whose attributes are still to be written"),
          Map.entry("blob", "written when the bytes arrive"),
          Map.entry("blob_damage", "which bytes of this installation are damaged"),
          Map.entry("removal", "how far this installation is with removing bytes"),
          Map.entry("job", "work of this installation"),
          Map.entry("job_finding", "what work of this installation found"),
          Map.entry("keep_rule", "what this installation lets go of: said anew at the new place"),
          Map.entry("deletion", "what was deleted in one act here; each version tells it itself"),
          Map.entry("backup", "backups of this installation, and what they hold fast"),
          Map.entry("manifest", "read from the manifests themselves"),
          Map.entry("manifest_blob", "read from the manifests themselves"),
          Map.entry("namespace_blob", "follows from which versions a team or registry has"),
          Map.entry("run_field", "follows from what the runs say"),
          Map.entry("run_value", "follows from what the runs say"),
          Map.entry("run_writer", "who writes at the moment"),
          Map.entry("run_backfill", "work of this installation"),
          Map.entry("installation", "which installation this is"),
          Map.entry("import", "what was brought to this installation"),
          Map.entry("flyway_schema_history", "which schema this data base has"));

  private FactTables() {}

  /// The table of a file.
  static FactTable of(String noun) {
    return EXPORTED.stream()
        .filter(table -> table.noun().equals(noun))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(noun));
  }
}
