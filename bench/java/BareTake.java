// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/// The least that can take a body: receives it, hashes it beside that on a second thread, writes it,
/// forces it now and then on a third, and answers 201 when the file is forced and its sum is the one
/// in the path. No HTTP but that, no data base, no rights: what is left is what the machine asks for
/// these bytes. Prints its port; takes one request after another into the folder that it is given.
final class BareTake {
  private static final int PIECE = 1 << 20;
  private static final int PIECES = 8;
  private static final long FORCED_EVERY = 32L << 20;
  private static final Pattern HEAD =
      Pattern.compile("PUT \\S*sha256:([0-9a-f]{64}) .*content-length: ([0-9]+).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    var file = Path.of(args[0], "taken");
    try (var door = ServerSocketChannel.open();
        var threads = Executors.newFixedThreadPool(2)) {
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      System.out.println(((InetSocketAddress) door.getLocalAddress()).getPort());
      while (true) {
        try (var line = door.accept()) {
          take(line, file, threads);
        }
        Files.delete(file);
      }
    }
  }

  private static void take(SocketChannel line, Path file, ExecutorService threads)
      throws IOException, InterruptedException, ExecutionException {
    var free = new ArrayBlockingQueue<ByteBuffer>(PIECES);
    for (var i = 0; i < PIECES; i++) {
      free.add(ByteBuffer.allocateDirect(PIECE));
    }
    var full = new ArrayBlockingQueue<ByteBuffer>(PIECES);
    var piece = free.take();
    var head = head(line, piece);
    var wanted = head.group(1);
    var left = Long.parseLong(head.group(2));
    var hash = threads.submit(() -> hash(full, free, Long.parseLong(head.group(2))));
    try (var out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var unforced = 0L;
      Future<?> forcing = null;
      while (true) {
        while (piece.hasRemaining() && piece.position() < left && line.read(piece) >= 0) {
          // More.
        }
        left -= piece.position();
        unforced += piece.position();
        piece.flip();
        var written = piece.duplicate();
        while (written.hasRemaining()) {
          out.write(written);
        }
        full.put(piece);
        if (left == 0) {
          break;
        }
        if (unforced >= FORCED_EVERY && (forcing == null || forcing.isDone())) {
          unforced = 0;
          forcing = threads.submit(() -> force(out));
        }
        piece = free.take();
      }
      if (forcing != null) {
        forcing.get();
      }
      force(out);
    }
    var answer = hash.get().equals(wanted) ? "HTTP/1.1 201 Created\r\n\r\n" : "HTTP/1.1 422 No\r\n\r\n";
    line.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
  }

  /// Reads up to the end of the headers; what came behind them is left in the buffer.
  private static java.util.regex.Matcher head(SocketChannel line, ByteBuffer into)
      throws IOException {
    while (line.read(into) >= 0) {
      var text = StandardCharsets.ISO_8859_1.decode(into.duplicate().flip()).toString();
      var end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        var head = HEAD.matcher(text.substring(0, end));
        if (!head.matches()) {
          throw new IOException("not a PUT with a digest and a length");
        }
        into.flip().position(end + 4);
        into.compact();
        return head;
      }
    }
    throw new IOException("the line ended in the headers");
  }

  private static String hash(
      BlockingQueue<ByteBuffer> full, BlockingQueue<ByteBuffer> free, long size)
      throws InterruptedException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    for (var left = size; left > 0; ) {
      var piece = full.take();
      left -= piece.remaining();
      digest.update(piece);
      free.put(piece.clear());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Object force(FileChannel out) throws IOException {
    out.force(false);
    return out;
  }
}
