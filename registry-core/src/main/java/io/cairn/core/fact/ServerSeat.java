// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import io.cairn.core.failure.Failure;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server's place at a PostgreSQL data base: alone, or beside others. It is a lock of a
/// connection of its own, so it goes with the server, also when that is killed; and it is taken
/// again when the connection breaks.
///
/// Who sits alone keeps all others out, and who sits beside others keeps out who would be alone:
/// servers whose bytes lie on a disk of their own cannot share the facts.
public final class ServerSeat implements AutoCloseable {
  private static final long LOCK = 0x6361_6972_6e04L;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CHECK_SECONDS = 10;

  private final FactsSettings settings;
  private final boolean isAlone;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  private ServerSeat(FactsSettings settings, boolean isAlone) {
    this.settings = settings;
    this.isAlone = isAlone;
  }

  /// Waits some seconds for one that is just going.
  ///
  /// @throws IllegalStateException with a text for the operator, if it is taken
  public static ServerSeat take(FactsSettings settings, boolean isAlone) {
    var seat = new ServerSeat(settings, isAlone);
    try {
      var until = System.nanoTime() + PATIENCE.toNanos();
      while (!seat.isTaken()) {
        if (System.nanoTime() > until) {
          var holder = seat.holder();
          seat.close();
          throw new IllegalStateException(
              isAlone
                  ? "another Cairn server uses this data base ("
                      + holder
                      + "), and the bytes of this one are to lie on its own disk, where the other"
                      + " could not read them; set CAIRN_STORAGE=s3 or gcs for all of them, or stop"
                      + " the other"
                  : "a Cairn server whose bytes lie on its own disk uses this data base ("
                      + holder
                      + "); stop it, or start it with CAIRN_STORAGE=s3 or gcs too");
        }
        seat.rest(100, TimeUnit.MILLISECONDS);
      }
    } catch (SQLException e) {
      seat.close();
      throw new Failure.Unavailable("the data base", e);
    }
    Thread.ofVirtual().name("cairn-seat").start(seat::keep);
    return seat;
  }

  private boolean isTaken() throws SQLException {
    var open = connection;
    if (open == null || open.isClosed()) {
      open = connect();
      connection = open;
    }
    try (var statement =
        open.prepareStatement(
            isAlone ? "select pg_try_advisory_lock(?)" : "select pg_try_advisory_lock_shared(?)")) {
      statement.setLong(1, LOCK);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    if (!settings.user().isEmpty()) {
      properties.setProperty("user", settings.user());
      properties.setProperty("password", settings.password());
    }
    properties.setProperty("ApplicationName", "cairn seat");
    properties.setProperty("tcpKeepAlive", "true");
    // Not by DriverManager, which knows the drivers of one class loader only.
    for (var driver : ServiceLoader.load(Driver.class, ServerSeat.class.getClassLoader())) {
      if (driver.acceptsURL(settings.url())) {
        return driver.connect(settings.url(), properties);
      }
    }
    throw new SQLException("no driver for PostgreSQL on the class path");
  }

  private String holder() throws SQLException {
    var open = connection;
    if (open == null) {
      return "unknown";
    }
    try (var statement =
        open.prepareStatement(
            """
            select coalesce(host(a.client_addr), 'local socket') as address, l.pid
            from pg_locks l left join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.database = (select oid from pg_database where datname = current_database())
              and (l.classid::bigint << 32 | l.objid::bigint) = ?
            limit 1
            """)) {
      statement.setLong(1, LOCK);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? "from " + row.getString(1) + ", PostgreSQL backend " + row.getInt(2)
            : "gone by now";
      }
    }
  }

  /// A connection that broke took the seat along.
  private void keep() {
    while (!rest(CHECK_SECONDS, TimeUnit.SECONDS)) {
      var open = connection;
      try {
        if (open == null || !open.isValid(CHECK_SECONDS)) {
          release();
          isTaken();
        }
      } catch (SQLException _) {
        // The data base is away: every request tells so, and this goes on trying.
        release();
      }
    }
    release();
  }

  private boolean rest(long time, TimeUnit unit) {
    try {
      return closing.await(time, unit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void release() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // It is broken, and so is the lock.
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    release();
  }
}
