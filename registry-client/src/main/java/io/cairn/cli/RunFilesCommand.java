// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Progress;
import io.cairn.client.RunFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Files that belong to a run.
@Command(
    name = "files",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Files that belong to a run and to no version: logs, plots, lock files.",
      "They may be replaced, and are kept as long as the run is."
    },
    footer = {
      "  cairn run files put vision/digits/runs/train-1 plots/ pip.lock",
      "  cairn run files ls vision/digits/runs/train-1",
      "  cairn run files get vision/digits/runs/train-1 plots/loss.png"
    })
final class RunFilesCommand {
  private final Session session;

  RunFilesCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "ls",
      description = "List the files of a run, or what lies in one of its folders.",
      footer = {
        "  cairn run files ls vision/digits/runs/train-1",
        "  cairn run files ls vision/digits/runs/train-1 plots"
      })
  int list(
      @Parameters(index = "0", paramLabel = "RUN", description = "team/project/runs/id.")
          String run,
      @Parameters(
              index = "1",
              arity = "0..1",
              paramLabel = "FOLDER",
              description = "Only what lies directly in this folder; '/' is the top.")
          @Nullable String folder) {
    var files = new ArrayList<RunFile>();
    if (folder == null) {
      session.client().runFiles().each(run, "", files::add);
    } else {
      files.addAll(session.client().runFiles().browse(run, plain(folder)));
    }
    session
        .output()
        .table(
            files.stream().map(RunFile::json).toList(),
            List.of("SIZE", "DIGEST", "UPDATED", "BY", "PATH"),
            files.stream().map(RunFilesCommand::row).toList());
    return 0;
  }

  @Command(
      name = "put",
      description = {
        "Put files into a run, in the place of what is there.",
        "A file goes to its name, a folder with all in it to the folder's name; links are skipped."
      },
      footer = {
        "  cairn run files put vision/digits/runs/train-1 plots/ pip.lock",
        "  cairn run files put vision/digits/runs/train-1 out.log --to logs/stdout.txt"
      })
  int put(
      @Parameters(index = "0", paramLabel = "RUN", description = "team/project/runs/id.")
          String run,
      @Parameters(
              index = "1..*",
              arity = "1..*",
              paramLabel = "FILE",
              description = "Files or folders.")
          List<Path> sources,
      @Option(
              names = "--to",
              paramLabel = "PATH",
              description = "Path in the run: of the one FILE, or with '/' at its end of a folder.")
          @Nullable String to) {
    var found = new LinkedHashMap<String, Path>();
    for (var source : sources) {
      collect(source, target(source, to, sources.size()), found);
    }
    var items = send(run, found);
    var output = session.output();
    var object = Output.object().put("run", run);
    object.putArray("items").addAll(items.stream().map(RunFile::json).toList());
    output.print(object, () -> items.forEach(file -> output.line(line(file))));
    return 0;
  }

  @Command(
      name = "get",
      description = "Bring a file of a run here, every byte verified.",
      footer = {
        "  cairn run files get vision/digits/runs/train-1 plots/loss.png",
        "  cairn run files get vision/digits/runs/train-1 logs/stdout.txt --to - | tail"
      })
  int get(
      @Parameters(index = "0", paramLabel = "RUN", description = "team/project/runs/id.")
          String run,
      @Parameters(index = "1", paramLabel = "PATH", description = "Path in the run.") String path,
      @Option(
              names = {"-o", "--to"},
              paramLabel = "FILE",
              description = "File to write; '-' is the output (default: the last name of PATH).")
          @Nullable String to) {
    var files = session.client().runFiles();
    if ("-".equals(to)) {
      files.get(run, path, session.terminal().out(), Progress.NONE);
      return 0;
    }
    var target = Path.of(to == null ? path.substring(path.lastIndexOf('/') + 1) : to);
    var progress = session.transfer(1).progress();
    progress.begin("downloading", 1, 0);
    long size;
    try {
      size = files.get(run, path, target, progress);
      progress.file();
    } finally {
      progress.end();
    }
    var output = session.output();
    output.print(
        Output.object()
            .put("run", run)
            .put("path", path)
            .put("file", target.toString())
            .put("size", size),
        () -> output.line(target + "  " + Units.bytes(size)));
    return 0;
  }

  @Command(
      name = "rm",
      description = "Delete files of a run.",
      footer = "  cairn run files rm vision/digits/runs/train-1 plots/loss.png")
  int remove(
      @Parameters(index = "0", paramLabel = "RUN", description = "team/project/runs/id.")
          String run,
      @Parameters(
              index = "1..*",
              arity = "1..*",
              paramLabel = "PATH",
              description = "Paths in the run.")
          List<String> paths) {
    for (var path : paths) {
      session.client().runFiles().delete(run, path);
    }
    var output = session.output();
    var object = Output.object().put("run", run);
    object.set("deleted", Output.texts(paths));
    output.print(object, () -> paths.forEach(path -> output.line("deleted " + path)));
    return 0;
  }

  private List<RunFile> send(String run, Map<String, Path> found) {
    var bytes = found.values().stream().mapToLong(file -> file.toFile().length()).sum();
    var items = new ArrayList<RunFile>();
    var progress = session.transfer(1).progress();
    progress.begin("uploading", found.size(), bytes);
    try {
      found.forEach((path, file) -> {
        items.add(session.client().runFiles().put(run, path, file, progress));
        progress.file();
      });
    } finally {
      progress.end();
    }
    return items;
  }

  private static String target(Path source, @Nullable String to, int count) {
    var name = source.toAbsolutePath().normalize().getFileName();
    if (to == null) {
      return name == null ? "" : name.toString();
    }
    if (to.endsWith("/")) {
      return plain(to) + (name == null ? "" : "/" + name);
    }
    if (count > 1) {
      throw CairnException.usage("--to with several files is a folder: put '/' at its end");
    }
    return to;
  }

  private static void collect(Path source, String path, Map<String, Path> found) {
    if (!Files.isDirectory(source)) {
      if (!Files.isRegularFile(source)) {
        throw CairnException.of(Kind.REFUSED, "file.none", "'" + source + "' is no file");
      }
      found.put(path, source);
      return;
    }
    try (var inside = Files.walk(source)) {
      inside
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .forEach(file ->
              found.put(path + "/" + source.relativize(file).toString().replace('\\', '/'), file));
    } catch (IOException | UncheckedIOException e) {
      throw CairnException.of(
          Kind.REFUSED, "folder.unreadable", "'" + source + "' cannot be read", e);
    }
  }

  private static String plain(String folder) {
    var start = folder.startsWith("/") ? 1 : 0;
    var end = folder.length() > start && folder.endsWith("/") ? 1 : 0;
    return folder.substring(start, folder.length() - end);
  }

  private static List<String> row(RunFile file) {
    var json = file.json();
    return List.of(
        file.isFolder() ? "-" : Units.bytes(file.size()),
        Text.shortDigest(file.digest()),
        Text.minute(Text.of(json, "updatedAt")),
        Text.of(json, "updatedBy"),
        file.isFolder() ? file.path() + "/" : file.path());
  }

  private static String line(RunFile file) {
    return file.path() + "  " + Units.bytes(file.size()) + "  " + Text.shortDigest(file.digest());
  }
}
