// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import java.util.Map;

/// The numbers that the SDK gives to what a record may hold.
final class Fields {
  static final int HISTORY = 2;
  static final int SUMMARY = 3;
  static final int CONFIG = 5;
  static final int STATS = 7;
  static final int ARTIFACT = 8;
  static final int CONSOLE = 13;
  static final int RUN = 17;
  static final int EXIT = 18;
  static final int ENVIRONMENT = 26;

  /// Of a config or summary: what is set, and what is taken away.
  static final int UPDATE = 1;

  static final int REMOVE = 2;

  static final int EXIT_CODE = 1;

  static final int RUN_ID = 1;
  static final int RUN_ENTITY = 2;
  static final int RUN_PROJECT = 3;
  static final int RUN_CONFIG = 4;
  static final int RUN_SUMMARY = 5;
  static final int RUN_GROUP = 6;
  static final int RUN_JOB_TYPE = 7;
  static final int RUN_TITLE = 8;
  static final int RUN_NOTES = 9;
  static final int RUN_TAGS = 10;
  static final int RUN_HOST = 13;

  static final int HISTORY_ITEM = 1;
  static final int HISTORY_STEP = 2;

  static final int STATS_TIME = 2;
  static final int STATS_ITEM = 3;

  /// Of a piece of console: 0 is the stream for errors.
  static final int CONSOLE_KIND = 1;

  static final int CONSOLE_TIME = 2;
  static final int CONSOLE_TEXT = 3;

  static final int STARTED_AT = 3;
  static final int ARGUMENTS = 5;
  static final int GIT = 9;
  static final Map<Integer, String> ENVIRONMENT_TEXTS =
      Map.of(1, "os", 2, "python", 4, "docker", 6, "program", 12, "host", 14, "executable");

  static final int ARTIFACT_TYPE = 4;
  static final int ARTIFACT_NAME = 5;
  static final int ARTIFACT_DESCRIPTION = 7;
  static final int ARTIFACT_METADATA = 8;
  static final int ARTIFACT_ALIASES = 11;
  static final int ARTIFACT_MANIFEST = 12;
  static final int ARTIFACT_TAGS = 19;

  static final int MANIFEST_ENTRY = 4;
  static final int MANIFEST_FILE = 5;

  static final int ENTRY_PATH = 1;
  static final int ENTRY_DIGEST = 2;
  static final int ENTRY_REF = 3;
  static final int ENTRY_SIZE = 4;
  static final int ENTRY_LOCAL = 6;
  static final int ENTRY_EXTRA = 16;

  private Fields() {}
}
