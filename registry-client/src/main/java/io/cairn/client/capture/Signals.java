// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// Signals to this process, as far as this Java lets us have them.
///
/// The class that does it is outside of Java's own interfaces, so it is spoken to by name: where it
/// is missing, the program is simply ended when we are.
final class Signals {
  private Signals() {}

  /// From now on, `name` (`INT`, `TERM`, `HUP`) does not end this process but calls `handler`.
  ///
  /// @return what puts the former handling back
  static Runnable on(String name, Consumer<String> handler) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handling = Class.forName("sun.misc.SignalHandler");
      var number = signal.getConstructor(String.class).newInstance(name);
      var handle = signal.getMethod("handle", signal, handling);
      var ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handling},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      handler.accept(name);
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" ->
                        System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                    default -> "handler of " + name;
                  });
      var former = handle.invoke(null, number, ours);
      return () -> {
        try {
          handle.invoke(null, number, former);
        } catch (IllegalAccessException | InvocationTargetException e) {
          // It stays ours; the process is about to end anyway.
        }
      };
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      return () -> {};
    }
  }
}
