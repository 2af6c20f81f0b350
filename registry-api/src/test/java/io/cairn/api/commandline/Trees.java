// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Folders with files, made and read.
final class Trees {
  private Trees() {}

  /// 300 files in nested folders, among them empty ones, large ones, and names in five scripts.
  static Path make(Path folder, int seed) throws IOException {
    var random = new Random(seed);
    for (var i = 0; i < 290; i++) {
      write(
          folder, "part-%02d/deeper/%03d.bin".formatted(i % 13, i), random, random.nextInt(5_000));
    }
    write(folder, "empty.txt", random, 0);
    write(folder, "large.bin", random, 2_500_000);
    write(folder, "Ελληνικά/αρχείο.txt", random, 100);
    write(folder, "кириллица/файл.txt", random, 100);
    write(folder, "中文/数据.bin", random, 100);
    write(folder, "العربية/ملف.txt", random, 100);
    write(folder, "देवनागरी/फ़ाइल.txt", random, 100);
    write(folder, "émoji 🚀 ﬀ.txt", random, 100);
    write(folder, "quote\" and # and % and ?.txt", random, 100);
    write(folder, "aux.txt", random, 100);
    return folder;
  }

  /// Content of each file by path, as hex; the record of a pull left out.
  static Map<String, String> read(Path folder) throws IOException {
    var content = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var path = folder.relativize(file).toString();
        if (!path.equals(".cairn.json")) {
          content.put(path, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return content;
  }

  /// Changes one bit in the middle.
  static void flip(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  static void write(Path folder, String path, Random random, int size) throws IOException {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /// The arguments of a call, put together.
  static String[] concat(String[] first, String[] second) {
    var all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
