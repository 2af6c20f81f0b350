// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A program as a child of this process: its output passes through us byte for byte, signals that
/// we get reach it and what it started, and its exit code is handed on.
final class WrappedProgram implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final Duration AFTER_END = Duration.ofSeconds(2);

  private final Process process;
  private final Probe probe;
  private final Path folder;
  private final List<Thread> pumps = new ArrayList<>();
  private final List<Runnable> restore;
  private final AtomicReference<Runnable> onSignalAfterEnd = new AtomicReference<>(() -> {});

  /// @param restore puts the former handling of signals back
  private WrappedProgram(Process process, Probe probe, Path folder, List<Runnable> restore) {
    this.process = process;
    this.probe = probe;
    this.folder = folder;
    this.restore = List.copyOf(restore);
  }

  /// Where the program is.
  ///
  /// @throws CairnException with code `command.not-found` or `command.not-executable`
  static Path find(String program, Path folder, Probe probe) {
    var found =
        probe
            .find(program, folder)
            .orElseThrow(() ->
                CairnException.of(
                    Kind.USAGE, "command.not-found", "'" + program + "' is not there"));
    if (!found.toFile().isFile() || !found.toFile().canExecute()) {
      throw notExecutable(program, "is not executable; chmod +x it, or name its interpreter", null);
    }
    return found.normalize();
  }

  /// @param console who reads along; empty leaves the caller's terminal to the program
  static WrappedProgram start(
      CaptureRequest request,
      Map<String, String> environment,
      Streams streams,
      Optional<ConsoleLog> console,
      Probe probe) {
    var builder = new ProcessBuilder(request.command()).directory(request.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (streams.isProcess()) {
      builder.redirectInput(Redirect.INHERIT);
    }
    if (console.isEmpty() && streams.isProcess()) {
      builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    }
    // Before it begins: a signal that comes at once is its own already.
    var signals = new EarlySignals();
    var restore = streams.isProcess() ? signals.listen() : List.<Runnable>of();
    try {
      var program = new WrappedProgram(builder.start(), probe, request.folder(), restore);
      if (!streams.isProcess()) {
        program.process.getOutputStream().close();
      }
      program.pump(
          program.process.getInputStream(), streams.out(), console.map(ConsoleLog::out), "out");
      program.pump(
          program.process.getErrorStream(), streams.err(), console.map(ConsoleLog::err), "err");
      signals.handTo(program);
      return program;
    } catch (IOException e) {
      restore.forEach(Runnable::run);
      throw notExecutable(
          request.command().getFirst(), "could not be started: " + e.getMessage(), e);
    }
  }

  /// Keeps signals until there is a program that they can go to.
  private static final class EarlySignals {
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable WrappedProgram> program = new AtomicReference<>();

    List<Runnable> listen() {
      return Stream.of("INT", "TERM", "HUP")
          .map(name ->
              Signals.on(
                  name,
                  each -> {
                    waiting.add(each);
                    pass();
                  }))
          .toList();
    }

    void handTo(WrappedProgram begun) {
      program.set(begun);
      pass();
    }

    private void pass() {
      var begun = program.get();
      if (begun != null) {
        for (var name = waiting.poll(); name != null; name = waiting.poll()) {
          begun.pass(name);
        }
      }
    }
  }

  private static CairnException notExecutable(
      String program, String what, @Nullable Exception cause) {
    var message = "'" + program + "' " + what;
    return cause == null
        ? CairnException.of(Kind.USAGE, "command.not-executable", message)
        : CairnException.of(Kind.USAGE, "command.not-executable", message, cause);
  }

  Process process() {
    return process;
  }

  private void pump(
      InputStream in, OutputStream to, Optional<ConsoleLog.Stream> console, String name) {
    var thread = new Thread(() -> copy(in, to, console), "cairn-" + name);
    thread.setDaemon(true);
    thread.start();
    pumps.add(thread);
  }

  /// A terminal that is gone does not end the program: it is read on, and written down.
  private static void copy(InputStream in, OutputStream to, Optional<ConsoleLog.Stream> console) {
    var buffer = new byte[BUFFER_BYTES];
    var isOpen = true;
    try (in) {
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (isOpen) {
          isOpen = write(to, buffer, count);
        }
        if (console.isPresent()) {
          console.get().accept(buffer, count);
        }
      }
    } catch (IOException e) {
      // The program has ended, and we have stopped waiting for what it left behind.
    }
  }

  private static boolean write(OutputStream to, byte[] bytes, int count) {
    try {
      to.write(bytes, 0, count);
      to.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void pass(String name) {
    if (!process.isAlive()) {
      onSignalAfterEnd.get().run();
      return;
    }
    // At the keyboard, Ctrl-C reaches the program without us: twice would be once too often.
    if (!name.equals("INT") || !Terminals.isForeground()) {
      signal(name);
    }
  }

  /// To the program and all that it started, as a terminal does.
  private void signal(String name) {
    var tree = new ArrayList<>(process.descendants().toList());
    tree.addFirst(process.toHandle());
    if (name.equals("TERM")) {
      tree.forEach(ProcessHandle::destroy);
      return;
    }
    var command = new ArrayList<>(List.of("kill", "-" + name));
    tree.forEach(each -> command.add(Long.toString(each.pid())));
    var answer =
        probe.ask(Duration.ofSeconds(4), folder, Map.of(), new byte[0], List.copyOf(command));
    if (answer.exitCode() == 127) {
      tree.forEach(ProcessHandle::destroy);
    }
  }

  /// What a signal does once the program has ended.
  void onSignalAfterEnd(Runnable action) {
    onSignalAfterEnd.set(action);
  }

  /// Waits for the end of the program and of its output. What it left in the background may hold
  /// that open; it is not waited for long.
  int await() throws InterruptedException {
    var exitCode = process.waitFor();
    var deadline = System.nanoTime() + AFTER_END.toNanos();
    for (var pump : pumps) {
      var left = deadline - System.nanoTime();
      if (left > 0) {
        pump.join(Duration.ofNanos(left));
      }
    }
    return exitCode;
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
