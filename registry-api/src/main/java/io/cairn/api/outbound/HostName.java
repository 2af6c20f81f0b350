// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The host of a URL in one spelling: a name in lower case, or an address. Spellings that one
/// program reads as a name and another as an address are none.
///
/// @param literal the address, if it is one
record HostName(String text, Optional<InetAddress> literal) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  /// Names by which machines reach themselves, or what tells them their credentials.
  private static final Set<String> OWN =
      Set.of(
          "localhost",
          "localhost.localdomain",
          "ip6-localhost",
          "ip6-loopback",
          "metadata",
          "metadata.google.internal",
          "metadata.goog",
          "instance-data",
          "instance-data.ec2.internal");

  static HostName parse(String host) throws Refused {
    var text = host.toLowerCase(Locale.ROOT);
    try {
      if (text.startsWith("[") && text.endsWith("]")) {
        var inner = text.substring(1, text.length() - 1);
        if (inner.indexOf('%') >= 0) {
          throw new Refused("has an address with a zone");
        }
        return new HostName(text, Optional.of(AddressRange.literal(inner)));
      }
      if (isPlainIpv4(text)) {
        return new HostName(text, Optional.of(AddressRange.literal(text)));
      }
    } catch (IllegalArgumentException _) {
      throw new Refused("has no legal host");
    }
    var labels = text.split("\\.", -1);
    if (text.length() > 253 || NUMBER.matcher(labels[labels.length - 1]).matches()) {
      throw new Refused("has no legal host");
    }
    for (var label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new Refused("has no legal host");
      }
    }
    return new HostName(text, Optional.empty());
  }

  /// Four decimal numbers without leading zeros.
  static boolean isPlainIpv4(String text) {
    return IPV4.matcher(text).matches()
        && Pattern.compile("\\.")
            .splitAsStream(text)
            .mapToInt(Integer::parseInt)
            .allMatch(n -> n < 256);
  }

  /// A name that leads to the machine itself, whatever the name service says.
  boolean isOwn() {
    return OWN.contains(text) || text.endsWith(".localhost");
  }
}
