// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which files are sources that may be written down: text, not too large, and no place where people
/// keep keys.
final class SourceRules {
  static final int MAX_TOTAL_BYTES = 10 << 20;
  static final int MAX_FILES = 1_000;
  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final int HEAD_BYTES = 8_000;
  private static final int MAX_NAMED = 100;

  private static final Pattern KEY_FILE =
      Pattern.compile(
          "(?i)\\.env(?:\\..*)?|\\.envrc|\\.netrc|\\.npmrc|\\.pypirc|\\.git-credentials|\\.htpasswd"
              + "|.*\\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg)"
              + "|id_(?:rsa|dsa|ecdsa|ed25519).*|.*(?:credential|secret|password).*"
              + "|kubeconfig|service[-_]account.*\\.json");

  private static final Set<String> SKIPPED =
      Set.of(
          "node_modules",
          "__pycache__",
          "venv",
          "site-packages",
          "target",
          "build",
          "dist",
          "wandb",
          "mlruns");

  private final Secrets secrets;

  SourceRules(Secrets secrets) {
    this.secrets = secrets;
  }

  /// Folders that hold no sources.
  static boolean isSkippedFolder(Path folder) {
    var name = String.valueOf(folder.getFileName());
    return name.startsWith(".") || SKIPPED.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isKeyFile(String path) {
    return KEY_FILE.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
  }

  /// Why a file is left out, for people; empty if it may be written down.
  Optional<String> refusal(Path file, String path, long maxBytes) {
    if (isKeyFile(path)) {
      return Optional.of("may hold a secret");
    }
    try {
      if (Files.isSymbolicLink(file)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of("is no file");
      }
      if (Files.size(file) > maxBytes) {
        return Optional.of("is too large");
      }
      // Of a folder full of pictures, only the heads are read.
      return isText(head(file)) ? refusal(Files.readAllBytes(file)) : Optional.of("is no text");
    } catch (IOException e) {
      return Optional.of("cannot be read");
    }
  }

  private Optional<String> refusal(byte[] bytes) {
    return isClean(bytes) ? Optional.empty() : Optional.of("has a secret in it");
  }

  boolean isClean(byte[] bytes) {
    return secrets.isClean(new String(bytes, StandardCharsets.UTF_8));
  }

  /// Names what was left out, the first hundred, and tells how many there are.
  static void tell(ObjectNode facts, Map<String, String> leftOut) {
    if (leftOut.isEmpty()) {
      return;
    }
    var list = facts.putArray("leftOut");
    leftOut.entrySet().stream()
        .limit(MAX_NAMED)
        .forEach(each -> list.addObject().put("path", each.getKey()).put("why", each.getValue()));
    facts.put("leftOutCount", leftOut.size());
  }

  static long maxFileBytes() {
    return MAX_FILE_BYTES;
  }

  private static byte[] head(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD_BYTES);
    }
  }

  /// As git sees it: no NUL in the first 8,000 bytes.
  private static boolean isText(byte[] bytes) {
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return true;
  }
}
