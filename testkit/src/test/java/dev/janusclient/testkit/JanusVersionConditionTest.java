// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Tests are skipped by the version of the installed Janus, whatever that is. */
class JanusVersionConditionTest {
    @SinceJanus("1.2.0")
    @UntilJanus("1.3.1")
    private static final class Between {}

    @ParameterizedTest
    @CsvSource({
        "0.11.8, Janus 0.11.8 is older than 1.2.0",
        "1.1.2, Janus 1.1.2 is older than 1.2.0",
        "1.2.0-dev, Janus 1.2.0-dev is older than 1.2.0",
        "1.2.0,",
        "1.3.1,",
        "1.3.2, Janus 1.3.2 is newer than 1.3.1",
        "1.10.0, Janus 1.10.0 is newer than 1.3.1",
    })
    void bothBoundsBelongToTheRange(String installed, String reason) {
        var result = JanusVersionCondition.evaluate(Between.class, installed);
        assertThat(result.isDisabled()).isEqualTo(reason != null);
        assertThat(reason == null ? null : result.getReason().orElseThrow()).isEqualTo(reason);
    }

    @Test
    void theInstalledVersionIsTheOneThatAServerReports() {
        try (JanusServer server = JanusServer.builder().plugins().start();
                RawClient client = new RawClient(server.uri())) {
            assertThat(client.request("{'janus':'info'}"))
                    .containsEntry("version_string", JanusServer.installedVersion());
        }
    }

    @Test
    void testsOfOtherVersionsAreSkippedWithTheReason() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(SomeTests.class))
                .execute()
                .testEvents();
        assertThat(names(tests.succeeded()))
                .containsExactlyInAnyOrder("unbounded()", "sinceAnOldVersion()", "untilAFutureVersion()");
        assertThat(names(tests.skipped())).containsExactlyInAnyOrder("sinceAFutureVersion()", "untilAnOldVersion()");
        assertThat(tests.skipped().map(event -> event.getRequiredPayload(String.class)))
                .allMatch(reason -> reason.startsWith("Janus " + JanusServer.installedVersion() + " is "))
                .anyMatch(reason -> reason.endsWith("older than 99.0.0"))
                .anyMatch(reason -> reason.endsWith("newer than 0.1.0 ==> the plugin was removed"));
    }

    @Test
    void aClassOfAnotherVersionIsSkippedBeforeItsServerStarts() {
        Events classes = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FutureTests.class))
                .execute()
                .containerEvents();
        assertThat(classes.skipped().map(event -> event.getTestDescriptor().getDisplayName()))
                .containsExactly("JanusVersionConditionTest$FutureTests");
    }

    private static List<String> names(Events events) {
        return events.map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .toList();
    }

    static final class SomeTests {
        @Test
        void unbounded() {}

        @Test
        @SinceJanus("0.1.0")
        void sinceAnOldVersion() {}

        @Test
        @UntilJanus("99.0.0")
        void untilAFutureVersion() {}

        @Test
        @SinceJanus("99.0.0")
        void sinceAFutureVersion() {}

        @Test
        @UntilJanus(value = "0.1.0", reason = "the plugin was removed")
        void untilAnOldVersion() {}
    }

    @SinceJanus("99.0.0")
    static final class FutureTests {
        // Would fail the class if it started: there is no such plugin.
        @RegisterExtension
        static final JanusExtension JANUS =
                JanusExtension.with(JanusServer.builder().plugins("none of Janus"));

        @Test
        void needsTheServer() {}
    }
}
