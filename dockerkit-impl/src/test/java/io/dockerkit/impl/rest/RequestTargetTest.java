package io.dockerkit.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How the path and the query of a call are written. */
class RequestTargetTest {
    private static final ApiVersion VERSION = new ApiVersion(1, 41);

    @Test
    void eachSegmentOfThePathIsEncoded() {
        assertThat(new RequestTarget("containers", "a/b ?%", "json").of(VERSION))
                .isEqualTo("/v1.41/containers/a%2Fb%20%3F%25/json");
    }

    @Test
    void theNameOfAnImageKeepsItsSlashesAndColons() {
        assertThat(new RequestTarget("images", "host:5000/team/app:1", "json").of(VERSION))
                .isEqualTo("/v1.41/images/host:5000/team/app:1/json");
    }

    @Test
    void parametersAreEncodedAndKeepTheirOrder() {
        RequestTarget target = new RequestTarget("commit");
        target.query("repo", "a/b");
        target.query("comment", "one & two");
        target.repeat("changes", "ENV A=1");
        target.repeat("changes", "ENV B=ü");
        assertThat(target.of(VERSION))
                .isEqualTo(
                        "/v1.41/commit?repo=a%2Fb&comment=one%20%26%20two"
                                + "&changes=ENV%20A%3D1&changes=ENV%20B%3D%C3%BC");
    }

    @Test
    void aParameterThatIsSetAgainHasTheLastValue() {
        RequestTarget target = new RequestTarget("events");
        target.query("since", "1");
        target.query("since", "2");
        assertThat(target.of(VERSION)).isEqualTo("/v1.41/events?since=2");
    }
}
