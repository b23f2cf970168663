package io.dockerkit.compose.converge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockerkit.InvalidOptionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullPolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static Service service(String policy) {
        return new Service(
                "web", Part.of(Map.of("image", "busybox", "pull_policy", policy)), Map.of());
    }

    private static LocalImage tagged(Duration ago) {
        return new LocalImage("sha256:1", NOW.minus(ago), "linux", "amd64", "");
    }

    @ParameterizedTest
    @CsvSource({
        "always,0,true",
        "never,0,false",
        "build,0,false",
        "missing,0,false",
        "if_not_present,0,false",
        "'',0,false",
        "daily,23,false",
        "daily,25,true",
        "weekly,167,false",
        "weekly,169,true",
        "every_12h,11,false",
        "every_12h,13,true",
        "every_1d12h,35,false",
        "every_1d12h,37,true",
        "every_2w,335,false",
        "every_2w,337,true",
        "every_1.5h,1,false",
        "every_1.5h,2,true"
    })
    void anImageThatIsThereIsPulledWhenItsPolicySays(String policy, long hours, boolean pulled) {
        assertThat(PullPolicy.mustPull(service(policy), tagged(Duration.ofHours(hours)), NOW))
                .isEqualTo(pulled);
    }

    @ParameterizedTest
    @CsvSource({
        "always,true",
        "never,false",
        "build,false",
        "missing,true",
        "'',true",
        "daily,true",
        "every_1h,true"
    })
    void anImageThatIsMissingIsPulledUnlessItsPolicyForbidsIt(String policy, boolean pulled) {
        assertThat(PullPolicy.mustPull(service(policy), null, NOW)).isEqualTo(pulled);
    }

    @Test
    void aServiceThatIsOnlyBuiltIsNotPulled() {
        assertThat(
                        PullPolicy.mustPull(
                                new Service("web", Part.of(Map.of("build", Map.of())), Map.of()),
                                null,
                                NOW))
                .isFalse();
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThatThrownBy(
                        () -> PullPolicy.mustPull(service("every_now"), tagged(Duration.ZERO), NOW))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("services.web.pull_policy")
                .hasMessageContaining("every_12h");
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64,linux,amd64,'',true", "amd64,linux,amd64,'',true", "linux,linux,arm64,v8,true",
        "linux/arm64,linux,arm64,v8,true", "linux/arm64/v8,linux,arm64,'',true",
                "linux/aarch64,linux,arm64,'',true",
        "linux/arm/v7,linux,arm,v6,false", "linux/arm/v7,linux,arm,v7,true",
                "windows/amd64,linux,amd64,'',false",
        "linux/arm64,linux,amd64,'',false", "linux/x86_64,linux,amd64,'',true"
    })
    void anImageIsForAPlatform(
            String platform, String os, String architecture, String variant, boolean fits) {
        assertThat(new LocalImage("sha256:1", NOW, os, architecture, variant).isFor(platform))
                .isEqualTo(fits);
    }
}
