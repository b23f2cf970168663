import io.dockerkit.Docker
import io.dockerkit.Scope
import io.dockerkit.container.Wait
import java.time.Duration

fun main() {
    Docker.connect().use { docker ->
        val version: String = docker.engine().version().version()
        println("engine $version")
        val result = docker.containers().run("busybox").rm().env("NAME", "Kotlin")
            .command("sh", "-c", "echo hello \$NAME").execute().requireSuccess()
        print(result.stdout())
        docker.openScope().use { scope: Scope ->
            val sleeper = scope.containers().run("busybox").detached().command("sh", "-c", "echo up; sleep 100").start()
            sleeper.waitFor(Wait.until("a line of output") { !it.logs().execute().stdout().isEmpty() }
                .timeout(Duration.ofSeconds(20)))
            sleeper.logs().lines().use { lines -> lines.forEach { line -> println(line.text()) } }
            sleeper.remove { it.force() }
        }
    }
}
