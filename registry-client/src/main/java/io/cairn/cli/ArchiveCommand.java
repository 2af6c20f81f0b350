// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Archives.Format;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Progress;
import io.cairn.client.Version;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A version as one file.
@Command(
    name = "archive",
    description = {
      "Download a version, or one of its folders, as a tar or zip archive.",
      "For programs that know nothing of Cairn; 'pull' makes a folder and moves only what is new."
          + " References, whose bytes are elsewhere, are listed in .cairn-references.jsonl. A tar is"
          + " always the same bytes and goes on where it broke; a zip has to be begun anew."
    },
    footer = {
      "  cairn archive models/digits:production --output digits.tar",
      "  cairn archive vision/digits/data:v3 --prefix raw --output raw.zip",
      "  cairn archive models/digits:production --output - | tar -x -C model"
    })
final class ArchiveCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "For example models/digits:production.")
  private String ref = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "File to write; '-' for standard output.")
  private String output = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "tar or zip (default: by the ending of FILE, else tar).")
  private @Nullable String format;

  @Option(names = "--prefix", paramLabel = "FOLDER", description = "Only this folder of it.")
  private @Nullable String prefix;

  @Option(
      names = {"-f", "--force"},
      description = "Replace FILE if it is there.")
  private boolean isForced;

  ArchiveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var chosen = format();
    if (output.equals("-")) {
      if (session.options().isJson()) {
        throw CairnException.usage("--json and --output - both want the standard output");
      }
      var out = session.terminal().out();
      download(session.client().versions().resolve(ref), chosen, out);
      out.flush();
      return 0;
    }
    var file = Path.of(output);
    if (Files.exists(file) && (!isForced || Files.isDirectory(file))) {
      throw CairnException.of(
          Kind.REFUSED,
          "file.exists",
          "'" + output + "' is there already; --force replaces a file");
    }
    write(file, chosen);
    return 0;
  }

  private void write(Path file, Format chosen) throws IOException {
    var version = session.client().versions().resolve(ref);
    var part = file.resolveSibling(file.getFileName() + ".part");
    part.toFile().deleteOnExit(); // also where Ctrl-C ends it
    long bytes;
    try (var out = Files.newOutputStream(part)) {
      bytes = download(version, chosen, out);
    } catch (CairnException | IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    var object = Output.object().put("ref", version.ref()).put("digest", version.digest());
    object.put("file", output).put("bytes", bytes).put("references", version.references());
    session
        .output()
        .print(
            object,
            () -> {
              session.output().line(VersionText.line(version));
              session.output().remark(Units.bytes(bytes) + " in " + output);
              if (version.references() > 0) {
                session
                    .output()
                    .remark(
                        Units.count(version.references(), "reference")
                            + " not fetched; see .cairn-references.jsonl in it");
              }
            });
  }

  private long download(Version version, Format chosen, OutputStream out) throws IOException {
    var progress = output.equals("-") ? Progress.NONE : session.transfer(1).progress();
    progress.begin("downloading", 1, version.size());
    try {
      var bytes =
          session
              .client()
              .archives()
              .download(version, chosen, Optional.ofNullable(prefix), out, progress);
      progress.file();
      return bytes;
    } finally {
      progress.end();
    }
  }

  private Format format() {
    var asked = format == null ? (output.endsWith(".zip") ? "zip" : "tar") : format;
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "tar" -> Format.TAR;
      case "zip" -> Format.ZIP;
      default -> throw CairnException.usage("--format must be tar or zip");
    };
  }
}
