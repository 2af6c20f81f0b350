// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.RunId;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The files of a run: one, those below a folder, or what lies directly in it. In the order of
/// their paths' UTF-8 bytes.
public final class ReadRunFiles {
  private static final int BATCH = 500;
  private static final int MAX_ROUNDS = 20;

  private final Facts facts;
  private final RunDoor door;

  public ReadRunFiles(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
  }

  /// @throws Failure.NotFound if there is no such file that the actor may read
  public RunFile file(Principal actor, RunPath path, FilePath file) {
    return facts.read(reading ->
        RunFileRows.find(reading, require(reading, actor, path), file)
            .orElseThrow(() -> new Failure.NotFound("file '" + file + "' of run '" + path + "'")));
  }

  /// The files at these paths, in the order of the paths' bytes; those that are not there are left
  /// out.
  ///
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public List<RunFile> files(Principal actor, RunPath path, List<FilePath> files) {
    return facts.read(reading -> {
      var run = require(reading, actor, path);
      var found = new ArrayList<RunFile>();
      for (var from = 0; from < files.size(); from += BATCH) {
        var part = files.subList(from, Math.min(files.size(), from + BATCH));
        found.addAll(RunFileRows.of(reading, run, part));
      }
      return found;
    });
  }

  /// How many files the run has.
  ///
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public long count(Principal actor, RunPath path) {
    return facts.read(reading -> RunFileRows.count(reading, require(reading, actor, path)));
  }

  /// Those whose paths a test accepts; a page may be short though more follow.
  ///
  /// @param start what the path of each of them begins with: others are not read
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<RunFile> matching(
      Principal actor, RunPath path, String start, Predicate<String> test, PageRequest page) {
    return facts.read(reading -> {
      var run = require(reading, actor, path);
      var range = PathRange.startingWith(start).after(page.after());
      var found = new ArrayList<RunFile>();
      var next = Optional.<Cursor>empty();
      for (var round = 0; round < MAX_ROUNDS; round++) {
        var rows = RunFileRows.list(reading, run, range, BATCH);
        for (var file : rows) {
          if (test.test(file.path().text())) {
            found.add(file);
          }
          if (found.size() > page.limit()) {
            return Page.of(found, page.limit(), last -> new Cursor(last.path().text()));
          }
        }
        if (rows.size() < BATCH) {
          return new Page<>(found, Optional.empty());
        }
        range = range.afterFile(rows.getLast().path());
        next = Optional.of(new Cursor(rows.getLast().path().text()));
      }
      return new Page<>(found, next);
    });
  }

  /// The files below a folder, at any depth; all of them without one.
  ///
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<RunFile> list(
      Principal actor, RunPath path, Optional<FilePath> folder, PageRequest page) {
    return facts.read(reading -> {
      var run = require(reading, actor, path);
      var range = PathRange.below(folder).after(page.after());
      var rows = RunFileRows.list(reading, run, range, page.limit() + 1);
      return Page.of(rows, page.limit(), file -> new Cursor(file.path().text()));
    });
  }

  /// What lies directly in a folder; at the top without one. Costs a question a page and one for
  /// each folder that holds more files than a page.
  ///
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<RunFileItem> browse(
      Principal actor, RunPath path, Optional<FilePath> folder, PageRequest page) {
    return facts.read(reading -> browse(reading, require(reading, actor, path), folder, page));
  }

  private static Page<RunFileItem> browse(
      Reading reading, RunId run, Optional<FilePath> folder, PageRequest page) {
    var prefixLength = folder.map(path -> path.text().length() + 1).orElse(0);
    var items = new ArrayList<RunFileItem>();
    var range = PathRange.below(folder).after(page.after());
    while (items.size() <= page.limit()) {
      var rows = RunFileRows.list(reading, run, range, page.limit() + 1);
      for (var file : rows) {
        var item = item(file, prefixLength);
        if (items.isEmpty() || !items.getLast().equals(item)) {
          items.add(item);
        }
      }
      if (rows.size() <= page.limit()) {
        break;
      }
      range =
          switch (items.getLast()) {
            case RunFileItem.File(var file) -> range.afterFile(file.path());
            case RunFileItem.Folder(var whole) -> range.afterFolder(whole);
          };
    }
    return Page.of(items, page.limit(), ReadRunFiles::cursor);
  }

  private static RunFileItem item(RunFile file, int prefixLength) {
    var path = file.path().text();
    var slash = path.indexOf('/', prefixLength);
    return slash < 0
        ? new RunFileItem.File(file)
        : new RunFileItem.Folder(new FilePath(path.substring(0, slash)));
  }

  private static Cursor cursor(RunFileItem item) {
    return switch (item) {
      case RunFileItem.File(var file) -> new Cursor(file.path().text());
      case RunFileItem.Folder(var folder) -> new Cursor(folder.text() + "/");
    };
  }

  private RunId require(Reading reading, Principal actor, RunPath path) {
    return door.require(reading, actor, path, Permission.READ).run().id();
  }
}
