// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Addresses of repositories: without passwords when they are written down, and looked at twice
/// before git is given one that somebody else wrote.
public final class GitRemote {
  private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git");
  private static final Pattern SHORT =
      Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:[^:\\-\\s].*");
  private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*)://([^/@]*)@");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9.:\\[\\]_-]*");

  private GitRemote() {}

  /// The address without user and password, but for the user of an SSH address, which is part of
  /// the place.
  public static String withoutSecrets(String address) {
    var match = USER.matcher(address);
    if (!match.find()) {
      return address.replaceAll("[?#].*$", "");
    }
    var user = match.group(2);
    var colon = user.indexOf(':');
    var name = colon < 0 ? user : user.substring(0, colon);
    var isSsh = match.group(1).toLowerCase(Locale.ROOT).startsWith("ssh");
    var kept = isSsh && !name.isEmpty() ? name + "@" : "";
    return (match.group(1) + "://" + kept + address.substring(match.end()))
        .replaceAll("[?#].*$", "");
  }

  /// Why git is not to be given this address; empty if it may.
  ///
  /// Whoever wrote the run wrote the address. `ext::sh -c …` runs a program, `-u…` is an option, a
  /// path or `file:` reads this machine.
  public static Optional<String> refusal(String address) {
    if (address.isBlank()) {
      return Optional.of("there is none");
    }
    if (address.chars().anyMatch(c -> c <= ' ' || c == 0x7F) || address.startsWith("-")) {
      return Optional.of("'" + shown(address) + "' is no address of a repository");
    }
    if (address.contains("::")) {
      return Optional.of("'" + shown(address) + "' would run a program");
    }
    if (address.contains("://")) {
      return refusalOfUrl(address);
    }
    return SHORT.matcher(address).matches()
        ? Optional.empty()
        : Optional.of("'" + shown(address) + "' is a place on this machine; name it with --repo");
  }

  private static Optional<String> refusalOfUrl(String address) {
    try {
      var url = URI.create(address);
      var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!SCHEMES.contains(scheme)) {
        return Optional.of("'" + shown(address) + "' is not https, ssh, http or git");
      }
      var given = url.getRawAuthority();
      var authority = given == null ? "" : given;
      var host = authority.substring(authority.lastIndexOf('@') + 1);
      return HOST.matcher(host).matches() && !authority.startsWith("-")
          ? Optional.empty()
          : Optional.of("'" + shown(address) + "' has no host");
    } catch (IllegalArgumentException e) {
      return Optional.of("'" + shown(address) + "' is no URL");
    }
  }

  private static String shown(String text) {
    var clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 200 ? clean.substring(0, 200) + "…" : clean;
  }
}
