package io.dockerkit.examples.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockerkit.Containers;
import io.dockerkit.Scope;
import io.dockerkit.Volumes;
import io.dockerkit.container.Container;
import io.dockerkit.container.Wait;
import io.dockerkit.container.run.DetachedSpec;
import io.dockerkit.junit.DockerTest;
import io.dockerkit.junit.From;
import io.dockerkit.junit.Start;
import io.dockerkit.volume.Volume;
import io.dockerkit.volume.VolumeSpec;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL over JDBC: a database for a class of tests, one with a fixture, and one whose data outlive it. */
@DockerTest
@Tag("services")
class PostgresIT {
    private static final String PASSWORD = "only for tests";

    private static final DetachedSpec POSTGRES =
            Containers.run("postgres").detached().env("POSTGRES_PASSWORD", PASSWORD).port(5432);

    /** The server that a new database is made with says that it is ready, too, before the one that listens does. */
    private static final Wait NEW_DATABASE = Wait.log("ready to accept connections", 2);

    /** Right for a new database as well as for one that there was: the server that makes it listens to no address. */
    private static final Wait DATABASE = Wait.exec("pg_isready", "-h", "127.0.0.1");

    @Start static final DetachedSpec db = POSTGRES.waitFor(NEW_DATABASE);

    @Start static final VolumeSpec data = Volumes.create("data");

    @Test
    void findsWhatItHasStored(@From("db") InetSocketAddress address) throws SQLException {
        try (Connection connection = connect(address);
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE visit (id serial PRIMARY KEY, who text NOT NULL)");
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO visit (who) VALUES (?)",
                            Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "Zoë 🌍");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getInt("id")).isEqualTo(1);
                }
            }
            assertThat(column(connection, "SELECT who FROM visit")).containsExactly("Zoë 🌍");
        }
    }

    @Test
    void beginsWithTheFixtureThatWasCopiedInBeforeTheStart() throws Exception {
        try (Scope scope = Scope.open()) {
            Container shop = POSTGRES.on(scope.containers()).create();
            shop.copyTo(resource("shop.sql"), "/docker-entrypoint-initdb.d");
            shop.start();
            shop.waitFor(NEW_DATABASE);
            try (Connection connection = connect(shop.address(5432))) {
                assertThat(column(connection, "SELECT name FROM product ORDER BY price"))
                        .containsExactly("tea", "coffee");
            }
        }
    }

    @Test
    void dataOnAVolumeOutliveTheirServer(Volume data) throws SQLException {
        // the directory is named, since images of different releases have it in different places
        DetachedSpec onVolume =
                POSTGRES.volume(data.name(), "/data")
                        .env("PGDATA", "/data/postgres")
                        .waitFor(DATABASE);
        try (Scope scope = Scope.open()) {
            Container first = onVolume.on(scope.containers()).start();
            store(first, "first");
            first.stop();
            first.remove(options -> options.volumes());
            assertThat(Containers.find(first.id())).isEmpty();

            Container second = onVolume.on(scope.containers()).start();
            store(second, "second");
            second.restart();
            second.waitFor(DATABASE);
            try (Connection connection = connect(second.address(5432))) {
                assertThat(column(connection, "SELECT who FROM note ORDER BY who"))
                        .containsExactly("first", "second");
            }
            // docker rm -v removes the volumes without a name, and keeps this one
            second.remove(options -> options.force().volumes());
        }
        assertThat(Volumes.find(data.name())).isPresent();
    }

    private static void store(Container container, String who) throws SQLException {
        try (Connection connection = connect(container.address(5432));
                Statement sql = connection.createStatement()) {
            sql.execute("CREATE TABLE IF NOT EXISTS note (who text)");
            assertThat(sql.executeUpdate("INSERT INTO note VALUES ('" + who + "')")).isEqualTo(1);
        }
    }

    /** The address is asked for anew after each start: a port that the engine chose is another one then. */
    private static Connection connect(InetSocketAddress address) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://"
                        + address.getHostString()
                        + ":"
                        + address.getPort()
                        + "/postgres",
                "postgres",
                PASSWORD);
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(PostgresIT.class.getResource(name).toURI());
    }
}
