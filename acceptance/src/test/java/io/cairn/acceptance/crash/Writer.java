// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import io.cairn.acceptance.server.Session;
import io.cairn.acceptance.server.Session.Answer;
import java.util.List;
import java.util.Map;

/// One client that writes until it is stopped or the server is gone: it logs versions, moves an
/// alias of its own between them, links them, and now and then sends bytes that are not what their
/// digest says.
final class Writer {
  static final String PROJECT = "/teams/crash/projects/p";
  static final String MODEL = "/registries/models/models/shared";

  private final Session session;
  private final int number;
  private final Acknowledged acknowledged;
  private final String collection;
  private long step;
  private String previous = "";

  Writer(Session session, int number, long round, Acknowledged acknowledged) {
    this.session = session;
    this.number = number;
    this.acknowledged = acknowledged;
    // Three writers share a collection, so that they wait for each other's indexes.
    this.collection = "c" + number % 3;
    this.step = round << 32 | (long) number << 20;
  }

  /// Where writer `number` keeps its alias.
  static String collectionOf(String alias) {
    return "c" + Integer.parseInt(alias.substring(1)) % 3;
  }

  /// One of each thing. What it throws means that the outcome of the last request is unknown.
  void writeOnce() {
    var seed = step++;
    var content = Content.of(seed);
    log(content, seed);
    if (!previous.isEmpty()) {
      moveAlias(previous);
      moveAlias(content.digest());
      moveAlias(previous);
    }
    if (seed % 3 == 0) {
      link(content);
    }
    if (seed % 4 == 0) {
      sendWrongBytes(seed);
    }
    previous = content.digest();
  }

  private String alias() {
    return "w" + number;
  }

  private void log(Content content, long seed) {
    var draft = openDraft();
    Session.ok(
        session.bytes(
            "POST",
            "/drafts/" + draft + "/blobs",
            content.smallFrames(),
            "application/vnd.cairn.blobs"));
    var large = content.large();
    Session.ok(
        session.bytes("PUT", "/drafts/" + draft + "/blobs/sha256:" + Content.sha256(large), large));
    Session.ok(session.bytes("PUT", "/drafts/" + draft + "/manifest", content.manifest()));
    acknowledged.attempt(alias(), content.digest());
    Session.ok(
        session.json("POST", "/drafts/" + draft + "/commit", Map.of("aliases", List.of(alias()))));
    acknowledged.version(content.digest(), seed);
    acknowledged.moved(alias(), content.digest());
  }

  private String openDraft() {
    return Session.ok(
            session.json(
                "POST",
                PROJECT + "/collections/" + collection + "/drafts",
                Map.of("type", "model")))
        .json()
        .get("id")
        .asText();
  }

  private void moveAlias(String digest) {
    acknowledged.attempt(alias(), digest);
    Session.ok(
        session.json(
            "PUT",
            PROJECT + "/collections/" + collection + "/aliases/" + alias(),
            Map.of("version", digest)));
    acknowledged.moved(alias(), digest);
  }

  private void link(Content content) {
    var alias = "l" + number;
    acknowledged.attempt(alias, content.digest());
    Session.ok(
        session.json(
            "POST",
            MODEL + "/links",
            Map.of(
                "source",
                "crash/p/" + collection + "@" + content.digest(),
                "aliases",
                List.of(alias))));
    acknowledged.moved(alias, content.digest());
  }

  private void sendWrongBytes(long seed) {
    var draft = openDraft();
    var named = Content.of(~seed).large();
    var sent = named.clone();
    sent[sent.length - 1] ^= 1;
    Answer answer =
        session.bytes("PUT", "/drafts/" + draft + "/blobs/sha256:" + Content.sha256(named), sent);
    if (answer.status() != 422) {
      throw new AssertionError("wrong bytes were answered " + answer.status());
    }
  }
}
