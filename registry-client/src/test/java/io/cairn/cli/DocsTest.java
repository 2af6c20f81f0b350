// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What people read: links that lead somewhere, pages that can be found, no place of one machine.
class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *#*$");
  private static final Pattern FENCE = Pattern.compile("^ *(```|~~~).*");
  private static final Pattern PLACE =
      Pattern.compile("/(?:work|root|Users)/|\\b(?:artifactory|nexus)\\b|repo1?\\.maven");

  @Test
  void every_link_to_a_file_or_heading_leads_there() throws IOException {
    var dead = new ArrayList<String>();

    for (var page : pages()) {
      for (var link : links(page)) {
        if (!leads(page, link)) {
          dead.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }

    assertThat(dead).isEmpty();
  }

  @Test
  void every_page_can_be_reached_from_the_readme() throws IOException {
    var seen = new HashSet<Path>();
    var next = new ArrayDeque<>(Set.of(ROOT.resolve("README.md")));

    while (!next.isEmpty()) {
      var page = next.removeFirst();
      if (!seen.add(page)) {
        continue;
      }
      for (var link : links(page)) {
        if (!link.contains("://")) {
          var target = page.resolveSibling(link.replaceFirst("#.*", "")).normalize();
          if (Files.isDirectory(target)) {
            next.addAll(markdown(target));
          } else if (target.toString().endsWith(".md") && Files.exists(target)) {
            next.add(target);
          }
        }
      }
    }

    assertThat(seen).containsAll(markdown(ROOT.resolve("docs")));
  }

  @Test
  void no_page_names_a_place_of_one_machine() throws IOException {
    var found = new ArrayList<String>();

    for (var page : pages()) {
      for (var line : Files.readAllLines(page)) {
        if (PLACE.matcher(line).find()) {
          found.add(ROOT.relativize(page) + ": " + line.strip());
        }
      }
    }

    assertThat(found).isEmpty();
  }

  private static boolean leads(Path page, String link) throws IOException {
    if (link.contains("://") || link.startsWith("mailto:")) {
      return true;
    }
    var mark = link.indexOf('#');
    var name = mark < 0 ? link : link.substring(0, mark);
    var target = name.isEmpty() ? page : page.resolveSibling(name).normalize();
    return Files.exists(target) && (mark < 0 || anchors(target).contains(link.substring(mark + 1)));
  }

  /// As GitHub makes them: lower case, blanks to hyphens, no other signs, numbered if repeated.
  private static Set<String> anchors(Path page) throws IOException {
    var anchors = new HashSet<String>();
    var times = new HashMap<String, Integer>();
    for (var line : prose(page)) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        var text = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("\\]\\([^)]*\\)", "");
        var anchor = text.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
        var before = times.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  private static Set<String> links(Path page) throws IOException {
    var text = String.join("\n", prose(page)).replaceAll("`[^`\n]*`", "code");
    return LINK.matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The page without what stands in fences.
  private static List<String> prose(Path page) throws IOException {
    var lines = new ArrayList<String>();
    var isCode = false;
    for (var line : Files.readAllLines(page)) {
      if (FENCE.matcher(line).matches()) {
        isCode = !isCode;
      } else if (!isCode) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<>(markdown(ROOT.resolve("docs")));
    try (var files = Files.list(ROOT)) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  private static List<Path> markdown(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }
}
