// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cairn.core.failure.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/// The data base of facts. Thread safe; blocking.
///
/// SQLite: one connection writes, and writers wait for it behind a fair lock (SQLite's own waiting
/// polls); readers have connections of their own and never wait for the writer (write-ahead log).
/// PostgreSQL: one pool; a transaction that lost a race for serialisation is run again, so the
/// function handed to [#write] must have no effect outside its transaction.
public final class Facts implements AutoCloseable {
  private static final String DATA_BASE = "the data base";
  private static final int MAX_ATTEMPTS = 8;
  private static final Set<String> POSTGRESQL_RETRY = Set.of("40001", "40P01");

  private final Engine engine;
  private final HikariDataSource readPool;
  private final HikariDataSource writePool;
  private final Jdbi reads;
  private final Jdbi writes;
  private final ReentrantLock writer = new ReentrantLock(true);
  private final AtomicLong commits = new AtomicLong();
  private volatile boolean isCommitting;
  private final ScopedValue<Boolean> inTransaction = ScopedValue.newInstance();

  private Facts(Engine engine, HikariDataSource readPool, HikariDataSource writePool) {
    this.engine = engine;
    this.readPool = readPool;
    this.writePool = writePool;
    this.reads = Columns.register(Jdbi.create(readPool), engine);
    this.writes = Columns.register(Jdbi.create(writePool), engine);
  }

  /// Opens the data base and brings its schema up to date.
  ///
  /// @throws IllegalArgumentException if the URL is of no engine that Cairn knows
  /// @throws IllegalStateException with a text for the operator, if a newer Cairn has changed the
  ///   schema
  public static Facts open(FactsSettings settings) {
    var engine = Engine.ofUrl(settings.url());
    var facts =
        switch (engine) {
          case SQLITE -> openSqlite(settings);
          case POSTGRESQL -> {
            var pool = pool(settings, settings.url(), settings.connections(), "facts");
            yield new Facts(engine, pool, pool);
          }
        };
    try {
      facts.migrate();
      return facts;
    } catch (RuntimeException e) {
      facts.close();
      throw e;
    }
  }

  private static Facts openSqlite(FactsSettings settings) {
    var common =
        "journal_mode=WAL&synchronous=FULL&busy_timeout=10000&foreign_keys=on&transaction_mode=";
    var start = settings.url() + (settings.url().contains("?") ? "&" : "?") + common;
    var writePool = pool(settings, start + "IMMEDIATE", 1, "facts-write");
    var readPool = pool(settings, start + "DEFERRED", settings.connections(), "facts-read");
    return new Facts(Engine.SQLITE, readPool, writePool);
  }

  private static HikariDataSource pool(
      FactsSettings settings, String url, int connections, String name) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    if (!settings.user().isEmpty()) {
      config.setUsername(settings.user());
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(2, connections));
    config.setPoolName(name);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
  }

  private void migrate() {
    var flyway =
        Flyway.configure()
            .dataSource(writePool)
            .locations("classpath:db/migration")
            .placeholders(engine.placeholders())
            .validateMigrationNaming(true)
            // By default it would pass over what a newer version did.
            .ignoreMigrationPatterns(new String[0])
            .load();
    requireKnownSchema(flyway.info());
    flyway.migrate();
  }

  private static void requireKnownSchema(MigrationInfoService info) {
    var unknown =
        Arrays.stream(info.applied()).filter(one -> !one.getState().isResolved()).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "the data base was changed by a newer Cairn: its schema has version "
              + unknown.getLast().getVersion()
              + ", and this Cairn knows versions up to "
              + Arrays.stream(info.all())
                  .filter(one -> one.getState().isResolved())
                  .map(one -> String.valueOf(one.getVersion()))
                  .reduce("none", (_, last) -> last)
              + "; start it with the version of Cairn that changed it, or a newer one");
    }
  }

  public Engine engine() {
    return engine;
  }

  /// Changes before a [#write] returns (or fails), and with nothing else. Empty where other
  /// processes may write too, and while a commit may be seen by some already.
  OptionalLong revision() {
    return engine == Engine.SQLITE && !isCommitting
        ? OptionalLong.of(commits.get())
        : OptionalLong.empty();
  }

  /// Returns if the data base answers questions now.
  ///
  /// @throws Failure.Unavailable if it does not
  public void requireAnswering() {
    read(reading -> reading.handle().select("select 1").mapTo(Integer.class).one());
  }

  /// Asks without a transaction. Never called inside [#write], whose own [Tx] answers questions: a
  /// second connection would not see what the transaction wrote, and could wait for it for ever.
  public <T> T read(Function<Reading, T> question) {
    requireNoTransaction();
    try (var handle = reads.open()) {
      return question.apply(new Reading(handle, engine));
    } catch (JdbiException e) {
      throw unread(e);
    }
  }

  /// Asks many questions of one state of the data base, whatever others write meanwhile. Holds a
  /// connection, and what others remove is kept until it returns: for exports and the like.
  public <T> T snapshot(Function<Reading, T> questions) {
    requireNoTransaction();
    try {
      return switch (engine) {
        case SQLITE -> reads.inTransaction(handle -> questions.apply(new Reading(handle, engine)));
        case POSTGRESQL ->
            reads.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                handle -> questions.apply(new Reading(handle, engine)));
      };
    } catch (JdbiException e) {
      throw unread(e);
    }
  }

  /// Writes all there is, of one instant, into a new file that SQLite opens. Others read and write
  /// meanwhile; a kill leaves half a file.
  ///
  /// @throws IllegalStateException if the data base is not SQLite
  public void copyTo(Path file) {
    if (engine != Engine.SQLITE) {
      throw new IllegalStateException("only SQLite copies itself");
    }
    requireNoTransaction();
    try (var handle = reads.open()) {
      handle.execute("vacuum into ?", file.toString());
    } catch (JdbiException e) {
      throw translated(e);
    }
  }

  /// Runs the one transaction of a use case: committed and synced when this returns, rolled back if
  /// it throws. Never called inside itself; no file or network work inside.
  public <T> T write(Function<Tx, T> change) {
    requireNoTransaction();
    return switch (engine) {
      case SQLITE -> writeAlone(change);
      case POSTGRESQL -> writeWithRetry(change);
    };
  }

  private <T> T writeAlone(Function<Tx, T> change) {
    writer.lock();
    try {
      return transact(tx -> {
        var result = change.apply(tx);
        isCommitting = true;
        return result;
      });
    } catch (JdbiException e) {
      throw translated(e);
    } finally {
      // Also after a failure: a commit may have taken effect before it.
      commits.incrementAndGet();
      isCommitting = false;
      writer.unlock();
    }
  }

  private <T> T writeWithRetry(Function<Tx, T> change) {
    for (var attempt = 1; ; attempt++) {
      try {
        return transact(change);
      } catch (JdbiException e) {
        if (attempt == MAX_ATTEMPTS || !POSTGRESQL_RETRY.contains(sqlState(e))) {
          throw translated(e);
        }
      }
    }
  }

  private <T> T transact(Function<Tx, T> change) {
    return ScopedValue.where(inTransaction, true)
        .call(() -> writes.inTransaction((Handle handle) -> change.apply(new Tx(handle, engine))));
  }

  private void requireNoTransaction() {
    if (inTransaction.isBound()) {
      throw new IllegalStateException("a transaction is open on this thread already");
    }
  }

  /// Whether a statement failed since a row with such a key exists already.
  public static boolean isUniqueViolation(JdbiException e) {
    var cause = sqlCause(e);
    // SQLITE_CONSTRAINT_PRIMARYKEY 1555, SQLITE_CONSTRAINT_UNIQUE 2067
    return cause != null
        && ("23505".equals(cause.getSQLState())
            || cause.getErrorCode() == 19 && String.valueOf(cause.getMessage()).contains("UNIQUE"));
  }

  /// Whether a statement failed since a row breaks a rule of its table: a key that is taken, a
  /// reference to nothing, an empty column.
  public static boolean isConstraintViolation(JdbiException e) {
    var cause = sqlCause(e);
    return cause != null && (sqlState(e).startsWith("23") || (cause.getErrorCode() & 0xff) == 19);
  }

  /// Nothing was to be stored.
  private RuntimeException unread(JdbiException e) {
    var fault = translated(e);
    return fault instanceof Failure.NotStored ? new Failure.Unavailable(DATA_BASE, e) : fault;
  }

  private RuntimeException translated(JdbiException e) {
    var cause = sqlCause(e);
    // Without a connection: the pool gave up, or could not make one.
    if (e instanceof ConnectionException) {
      return new Failure.Unavailable(DATA_BASE, e);
    }
    if (cause == null) {
      return e;
    }
    return switch (engine) {
      case SQLITE ->
          switch (cause.getErrorCode() & 0xff) {
            // SQLITE_READONLY, IOERR, FULL
            case 8 -> Failure.NotStored.readOnly(DATA_BASE, e);
            case 10 -> Failure.NotStored.fault(DATA_BASE, e);
            case 13 -> Failure.NotStored.full(DATA_BASE, e);
            // BUSY, LOCKED, CANTOPEN
            case 5, 6, 14 -> new Failure.Unavailable(DATA_BASE, e);
            default -> e;
          };
      case POSTGRESQL -> translated(e, String.valueOf(cause.getSQLState()));
    };
  }

  private static RuntimeException translated(JdbiException e, String state) {
    return switch (state) {
      case "53100" -> Failure.NotStored.full(DATA_BASE, e);
      case "25006" -> Failure.NotStored.readOnly(DATA_BASE, e);
      default -> isUnavailable(state) ? new Failure.Unavailable(DATA_BASE, e) : e;
    };
  }

  /// Class 08 connection, 53 resources, 57 operator intervention; no state: the pool gave up.
  private static boolean isUnavailable(String state) {
    return state.equals("null")
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || POSTGRESQL_RETRY.contains(state);
  }

  private static String sqlState(JdbiException e) {
    var cause = sqlCause(e);
    return cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  private static @Nullable SQLException sqlCause(Throwable e) {
    for (var t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  @Override
  public void close() {
    readPool.close();
    writePool.close();
  }
}
