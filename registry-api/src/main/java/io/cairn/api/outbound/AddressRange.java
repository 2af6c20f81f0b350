// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Addresses that begin with the same bits: `10.0.0.0/8`, `fd00::/8`, or one address.
record AddressRange(byte[] start, int bits) {
  /// @throws IllegalArgumentException if the text is none
  static AddressRange parse(String text) {
    var slash = text.indexOf('/');
    var address = literal(slash < 0 ? text : text.substring(0, slash));
    var all = address.getAddress().length * 8;
    var bits = slash < 0 ? all : number(text.substring(slash + 1));
    if (bits < 0 || bits > all) {
      throw new IllegalArgumentException("'" + text + "' is no range of addresses");
    }
    return new AddressRange(address.getAddress(), bits);
  }

  boolean contains(InetAddress address) {
    var bytes = address.getAddress();
    if (bytes.length != start.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> bit % 8;
      if ((bytes[bit / 8] & mask) != (start[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /// An address in the one form that everybody reads alike: four decimal numbers, or IPv6.
  static InetAddress literal(String text) {
    if (!text.contains(":") && !HostName.isPlainIpv4(text)) {
      throw new IllegalArgumentException("'" + text + "' is no address");
    }
    try {
      // Only forms that are literals come here, so no name is looked up.
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no address", e);
    }
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address has " + bytes.length + " bytes", e);
    }
  }
}
