// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Forgets the key of a server.
@Command(
    name = "logout",
    description = {
      "Forget the key of this server.",
      "The key itself stays valid until it is revoked."
    },
    footer = "  cairn logout")
final class LogoutCommand implements Callable<Integer> {
  private final Session session;

  LogoutCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var url = session.settings().url().toString();
    var wasThere = session.configFile().forget(url);
    var output = session.output();
    output.print(
        Output.object().put("url", url).put("forgotten", wasThere),
        () -> output.line((wasThere ? "logged out of " : "there was no key for ") + url));
    return 0;
  }
}
