// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the operator opens although it is not public: ranges of addresses, and hosts with a port.
public final class AllowList {
  public static final AllowList NOTHING = of(List.of());

  private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9._-]+:[0-9]{1,5}");

  private final List<AddressRange> ranges;
  private final Set<String> hosts;

  private AllowList(List<AddressRange> ranges, Set<String> hosts) {
    this.ranges = List.copyOf(ranges);
    this.hosts = Set.copyOf(hosts);
  }

  /// @param entries `10.1.0.0/16`, `192.168.7.5`, `fd00::/8` or `minio.internal:9000`
  /// @throws IllegalArgumentException naming the entry that is none
  public static AllowList of(List<String> entries) {
    var ranges = new ArrayList<AddressRange>();
    var hosts = new HashSet<String>();
    for (var entry : entries) {
      var text = entry.strip();
      if (HOST_AND_PORT.matcher(text).matches()) {
        hosts.add(text.toLowerCase(Locale.ROOT));
      } else {
        ranges.add(AddressRange.parse(text));
      }
    }
    return new AllowList(ranges, hosts);
  }

  boolean has(HostName host, int port) {
    return hosts.contains(host.text() + ":" + port);
  }

  boolean has(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
