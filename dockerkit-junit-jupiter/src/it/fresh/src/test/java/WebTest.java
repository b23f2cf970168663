import io.dockerkit.container.Container;
import io.dockerkit.junit.*;
import org.junit.jupiter.api.*;

@DockerTest
class WebTest {
    @Test
    void serves(@Start("docker run -p 80 busybox sh -c 'echo hi >/x; httpd -f'") Container web) {
        Assertions.assertEquals("hi\n", web.exec("wget", "-qO-", "localhost/x").execute().stdout());
    }
}
