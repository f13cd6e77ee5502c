package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.regex.Pattern;

/** The grammar of identifiers (appendices, "Identifier Grammar"). */
final class Identifiers {
  /** "MUST NOT exceed 255 bytes". */
  static final int BYTES_MAX = 255;

  /** {@code server_name = hostname [ ":" port ]}; an IPv4 address is also a {@code dns-name}. */
  private static final Pattern SERVER_NAME =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}\\]|[0-9A-Za-z.-]{1,255})(:[0-9]{1,5})?");

  private Identifiers() {}

  static boolean fits(String id) {
    return CodePoints.utf8(id).length <= BYTES_MAX;
  }

  /** What stands behind the first colon; it need not be a server name. */
  static Option<String> domain(String id) {
    int colon = id.indexOf(':');
    return colon < 0 ? Option.none() : Option.some(id.substring(colon + 1));
  }

  static boolean isServerName(String name) {
    return SERVER_NAME.matcher(name).matches();
  }

  /**
   * Historical user ids: "servers MUST accept user IDs with localparts consisting of any legal
   * non-surrogate Unicode code points except for `:` and `NUL`", the empty localpart included.
   */
  static boolean isUserId(String id) {
    return id.startsWith("@")
        && id.substring(0, Math.max(1, id.indexOf(':'))).indexOf('\0') < 0
        && domain(id).exists(Identifiers::isServerName)
        && fits(id);
  }

  /** "`$opaque_id:domain` where `domain` is the server name": room versions 1 and 2. */
  static boolean isEventIdWithDomain(String id) {
    return id.startsWith("$") && domain(id).exists(Identifiers::isServerName) && fits(id);
  }
}
