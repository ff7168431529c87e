// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.transport.TransportFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clients of one test, with what stands between them and Janus. */
final class TestClients implements AutoCloseable {
    static final Set<Class<?>> TYPES = Set.of(JanusClient.class, FrameRecorder.class, FaultProxy.class);

    /** Longer than the defaults: a machine that runs tests may be busy. */
    private static final JanusClientOptions OPTIONS = JanusClientOptions.builder()
            .connectTimeout(Duration.ofSeconds(30))
            .requestTimeout(Duration.ofSeconds(30))
            .build();

    private final List<JanusClient> clients = new ArrayList<>();
    private final FrameRecorder recorder;
    private final @Nullable FaultProxy proxy;
    private final URI uri;

    TestClients(URI janus, boolean proxied) {
        this.recorder = new FrameRecorder(transport(janus.getScheme()));
        this.proxy = proxied ? FaultProxy.to(janus) : null;
        this.uri = proxy == null ? janus : proxy.uri();
    }

    private static TransportFactory transport(String scheme) {
        return ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.schemes().contains(scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no transport for " + scheme + ": add janus-client-netty or janus-client-okhttp to the tests"));
    }

    Object get(Class<?> type) {
        if (type == FrameRecorder.class) {
            return recorder;
        } else if (type == JanusClient.class) {
            JanusClient made = JanusClient.create(uri, OPTIONS, recorder);
            clients.add(made);
            return made;
        }
        if (proxy == null) {
            throw new IllegalStateException(
                    "a FaultProxy must be a parameter of the test method, or of the first method"
                            + " that has a client: the clients of this test do not go through one");
        }
        return proxy;
    }

    @Override
    public void close() {
        clients.forEach(JanusClient::close);
        if (proxy != null) {
            proxy.close();
        }
    }
}
