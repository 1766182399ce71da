package io.jenkins.plugins.humanitec.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class RequestLimitTest {

    @Test
    void eachApplicationHasANumberOfEvents() {
        RequestLimit limit = new RequestLimit(2);

        assertThat(limit.isExceeded("a"), is(false));
        assertThat(limit.isExceeded("a"), is(false));
        assertThat(limit.isExceeded("a"), is(true));
        assertThat(limit.isExceeded("b"), is(false));
    }
}
