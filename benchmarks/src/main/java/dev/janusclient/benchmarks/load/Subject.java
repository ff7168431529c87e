// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A client that is measured. */
enum Subject {
    FLOOR("bare floor (C)"),
    BARE_NETTY("bare Netty"),
    BARE_NETTY_POOL("bare Netty, executor"),
    NETTY("ours, Netty"),
    NETTY_DIRECT("ours, Netty, direct"),
    OKHTTP("ours, OkHttp"),
    JANODE("janode"),
    JANUS_JS("janus.js");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether it only counts answers, and so needs more of them to be measured. */
    boolean counts() {
        return this == FLOOR || this == BARE_NETTY || this == BARE_NETTY_POOL;
    }

    /** The subjects of a list of names such as {@code floor,netty-direct}. */
    static List<Subject> named(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
    }

    LoadProcess start(URI server) throws IOException {
        LoadProcess process = LoadProcess.start(title, command(server));
        try {
            process.awaitReady();
        } catch (IOException e) {
            process.close();
            throw e;
        }
        return process;
    }

    private List<String> command(URI server) {
        String uri = server.toString();
        return switch (this) {
            case FLOOR -> List.of(Places.nativeProgram("floor"), Integer.toString(server.getPort()));
            case BARE_NETTY -> LoadProcess.java(BareNettyWork.class, List.of(), uri, "direct");
            case BARE_NETTY_POOL -> LoadProcess.java(BareNettyWork.class, List.of(), uri, "pool");
            case NETTY -> LoadProcess.java(JanusWork.class, List.of(), uri, "netty", "pool");
            case NETTY_DIRECT -> LoadProcess.java(JanusWork.class, List.of(), uri, "netty", "direct");
            case OKHTTP -> LoadProcess.java(JanusWork.class, List.of(), uri, "okhttp", "pool");
            case JANODE -> Places.node("janode.mjs", uri);
            case JANUS_JS -> Places.node("janus-js.mjs", uri);
        };
    }
}
