// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses are of the public Internet, by the registries of special addresses (RFC 6890 and
/// its successors). Everything else is closed.
final class PublicAddresses {
  private static final List<AddressRange> CLOSED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24",
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              // Of IPv6 what is in 2000::/3 and yet leads elsewhere: Teredo and others, 6to4,
              // examples.
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(AddressRange::parse)
          .toList();
  private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

  private PublicAddresses() {}

  static boolean has(InetAddress address) {
    var isOfKind = address instanceof Inet4Address || GLOBAL_IPV6.contains(address);
    return isOfKind && CLOSED.stream().noneMatch(range -> range.contains(address));
  }
}
