// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.longpoll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which requests are under way, and which wait. */
class HttpLanesTest {
    private final List<String> started = new ArrayList<>();
    private final Map<String, Runnable> underWay = new TreeMap<>();

    private HttpLanes lanes(int atOnce) {
        return new HttpLanes(atOnce, (json, done) -> {
            String name = new String(json, UTF_8);
            started.add(name);
            underWay.put(name, done);
        });
    }

    private static void add(HttpLanes lanes, long handle, String name) {
        lanes.add(new HttpLanes.Lane(1, handle), name.getBytes(UTF_8));
    }

    private void answer(String name) {
        Objects.requireNonNull(underWay.remove(name)).run();
    }

    @Test
    void requestsOfOneHandleGoOneAfterTheOther() {
        HttpLanes lanes = lanes(16);
        add(lanes, 7, "a");
        add(lanes, 7, "b");
        add(lanes, 7, "c");
        assertThat(started).containsExactly("a");
        answer("a");
        assertThat(started).containsExactly("a", "b");
        answer("b");
        answer("c");
        add(lanes, 7, "d");
        assertThat(started).containsExactly("a", "b", "c", "d");
    }

    @Test
    void handlesDoNotWaitForOneAnother() {
        HttpLanes lanes = lanes(16);
        add(lanes, 7, "a");
        add(lanes, 7, "b");
        add(lanes, 8, "c");
        lanes.add(new HttpLanes.Lane(2, 7), "d".getBytes(UTF_8));
        assertThat(started).containsExactly("a", "c", "d");
    }

    @Test
    void whatNamesNoHandleHasNoOrder() {
        HttpLanes lanes = lanes(16);
        add(lanes, 0, "a");
        add(lanes, 0, "b");
        assertThat(started).containsExactly("a", "b");
    }

    @Test
    void soManyAreUnderWayAtOnceAndTheRestComeInOrder() {
        HttpLanes lanes = lanes(2);
        add(lanes, 0, "a");
        add(lanes, 7, "b");
        add(lanes, 0, "c");
        add(lanes, 8, "d");
        assertThat(started).containsExactly("a", "b");
        answer("b");
        assertThat(started).containsExactly("a", "b", "c");
        answer("a");
        assertThat(started).containsExactly("a", "b", "c", "d");
        assertThat(underWay.keySet()).containsExactly("c", "d");
    }

    @Test
    void aBusyHandleDoesNotTakeTheTurnsOfOthers() {
        HttpLanes lanes = lanes(1);
        for (int i = 0; i < 3; i++) {
            add(lanes, 7, "busy" + i);
        }
        add(lanes, 8, "other");
        answer("busy0");
        assertThat(started).containsExactly("busy0", "other");
        answer("other");
        answer("busy1");
        answer("busy2");
        assertThat(started).containsExactly("busy0", "other", "busy1", "busy2");
    }
}
