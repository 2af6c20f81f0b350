// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;

/// Base of all tests that talk to the real server over HTTP. One server serves all classes of a
/// run, so a test makes what it needs under fresh names. Each class bears `@QuarkusTest` itself.
@QuarkusTestResource(value = ServerSetup.class)
@NullUnmarked
public abstract class ServerTest {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  @TestHTTPResource("/")
  URI server;

  /// The installation's first admin.
  protected Api admin() {
    try {
      return api(Files.readString(dataDir().resolve("admin.key")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A caller with that key; an empty key is no key.
  protected Api api(String key) {
    return new Api(URI.create("http://" + server.getAuthority()), key);
  }

  /// A caller without a key.
  protected Api anonymous() {
    return api("");
  }

  /// The server's data folder.
  protected static Path dataDir() {
    return Path.of(System.getProperty(ServerSetup.DATA_DIR));
  }

  /// A name that no other test uses.
  protected static String fresh(String prefix) {
    var tail = UUID.randomUUID().toString().substring(0, 6).toLowerCase(Locale.ROOT);
    return prefix + "-" + COUNTER.incrementAndGet() + tail;
  }

  /// A new team and its name.
  protected String newTeam() {
    var team = fresh("team");
    admin().post("/teams", Map.of("name", team)).expect(201);
    return team;
  }

  /// A new registry and its name; restricted to its members.
  protected String newRegistry() {
    var registry = fresh("registry");
    admin().post("/registries", Map.of("name", registry, "open", false)).expect(201);
    return registry;
  }

  /// A new user of the installation without any membership, as a caller.
  protected Person newPerson() {
    var name = fresh("user");
    admin().post("/users", Map.of("name", name)).expect(201);
    var key = admin().post("/keys", Map.of("user", name, "name", "test")).expect(201).at("/key");
    return new Person(name, api(key));
  }

  /// A new user with that role in a team.
  protected Person newTeamPerson(String team, String role) {
    var person = newPerson();
    admin().put("/teams/" + team + "/members/" + person.name(), Map.of("role", role)).expect(200);
    return person;
  }

  /// A new user with that role in a registry.
  protected Person newRegistryPerson(String registry, String role) {
    var person = newPerson();
    admin()
        .put("/registries/" + registry + "/members/" + person.name(), Map.of("role", role))
        .expect(200);
    return person;
  }

  /// A user, and the server as this user sees it.
  public record Person(String name, Api api) {}
}
