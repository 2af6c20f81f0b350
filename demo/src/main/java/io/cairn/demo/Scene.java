// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

/// The names of the story.
final class Scene {
  static final String TEAM = "vision";
  static final String PROJECT = TEAM + "/digits";
  static final String DATA = PROJECT + "/optical-digits";
  static final String CLASSIFIER = PROJECT + "/classifier";
  static final String REGISTRY = "models";
  static final String MODEL = REGISTRY + "/digits";

  static final String BEST = "best";
  static final String STAGING = "staging";
  static final String PRODUCTION = "production";

  /// What the server answers when somebody without the right touches a protected alias.
  static final String PROTECTED_CODE = "alias.protected";

  private Scene() {}

  static String model(String alias) {
    return MODEL + ":" + alias;
  }
}
