// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// What a spool is about, and how much of it was sent. Holds no key.
///
/// @param url server it is for
/// @param project `team/project`
/// @param id the run's
/// @param request body of the call that begins the run
/// @param key makes repeated calls harmless
final class SpoolHead {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAD = "run.json";
  private static final String STATE = "sent.json";

  private final Path folder;
  private final JsonNode head;
  private final ObjectNode state;

  private SpoolHead(Path folder, JsonNode head, ObjectNode state) {
    this.folder = folder;
    this.head = head;
    this.state = state;
  }

  static SpoolHead create(
      Path folder, String url, String project, String id, JsonNode request, String key)
      throws IOException {
    var head = JSON.createObjectNode();
    head.put("url", url).put("project", project).put("id", id).put("key", key);
    head.set("request", request);
    Files.write(folder.resolve(HEAD), JSON.writeValueAsBytes(head));
    return new SpoolHead(folder, head, JSON.createObjectNode());
  }

  static SpoolHead read(Path folder) throws IOException {
    var head = JSON.readTree(Files.readAllBytes(folder.resolve(HEAD)));
    var stateFile = folder.resolve(STATE);
    var state = JSON.createObjectNode();
    if (Files.exists(stateFile)
        && JSON.readTree(Files.readAllBytes(stateFile)) instanceof ObjectNode former) {
      state = former;
    }
    return new SpoolHead(folder, head, state);
  }

  String url() {
    return head.path("url").asText();
  }

  String project() {
    return head.path("project").asText();
  }

  String run() {
    return project() + "/runs/" + head.path("id").asText();
  }

  ObjectNode request() {
    return head.path("request") instanceof ObjectNode request ? request : JSON.createObjectNode();
  }

  String key() {
    return head.path("key").asText();
  }

  /// May the run have lines that are not from here?
  boolean mayGoOn() {
    return !request().path("resume").asText("never").equals("never");
  }

  boolean isBegun() {
    return state.path("begun").asBoolean(false);
  }

  void begun() throws IOException {
    state.put("begun", true);
    save();
  }

  int segment() {
    return state.path("segment").asInt(1);
  }

  long offset() {
    return state.path("offset").asLong(0);
  }

  /// How far the chunk reaches that was last under way, from [#offset]; 0 if none was.
  long until() {
    return state.path("until").asLong(0);
  }

  void sending(long until) throws IOException {
    state.put("until", until);
    save();
  }

  void sent(int segment, long offset) throws IOException {
    state.put("segment", segment).put("offset", offset).put("until", 0);
    save();
  }

  /// Which line of the run line 0 of a stream is; -1 if it is not known yet.
  long base(String stream) {
    return mayGoOn() ? state.path("base").path(stream).asLong(-1) : 0;
  }

  void base(String stream, long line) throws IOException {
    state.withObjectProperty("base").put(stream, line);
    save();
  }

  private void save() throws IOException {
    var fresh = folder.resolve(STATE + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(state));
    Files.move(
        fresh,
        folder.resolve(STATE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
