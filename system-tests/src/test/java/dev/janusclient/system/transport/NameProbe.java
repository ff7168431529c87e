// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.transport;

import dev.janusclient.mqtt.MqttTransportFactory;
import dev.janusclient.netty.NettyWebSocketFactory;
import dev.janusclient.okhttp.OkHttpTransportFactory;
import dev.janusclient.rabbitmq.RabbitMqTransportFactory;
import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.NetworkOptions;
import dev.janusclient.transport.ProxyServer;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** In a network whose name server never answers: how long connecting takes, in milliseconds. */
final class NameProbe {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private static final String NAME_SERVER = "10.77.0.1";
    private static final int HANGING = 4;
    private static final int OTHERS = 10;

    private final TransportFactory transports;
    private final String scheme;
    private final AtomicInteger accepted = new AtomicInteger();

    private NameProbe(TransportFactory transports, String scheme) {
        this.transports = transports;
        this.scheme = scheme;
    }

    /**
     * Measures, and says what it has measured.
     *
     * @param args the transport, and {@code proxy} if it is the proxy's name that can't be looked up
     */
    public static void main(String[] args) throws Exception {
        NameProbe probe =
                switch (args[0]) {
                    case "netty" -> new NameProbe(new NettyWebSocketFactory(), "ws");
                    case "okhttp" -> new NameProbe(new OkHttpTransportFactory(), "ws");
                    case "mqtt" -> new NameProbe(new MqttTransportFactory(), "mqtt");
                    default -> new NameProbe(new RabbitMqTransportFactory(), "amqp");
                };
        try (DatagramSocket mute = new DatagramSocket(53, InetAddress.getByName(NAME_SERVER));
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            if (!mute.isBound()) {
                throw new IllegalStateException("there is no name server");
            }
            probe.closeAll(server);
            // Whatever is slow the first time only.
            probe.failed(server.getLocalPort(), "127.0.0.1").get(20, TimeUnit.SECONDS);
            probe.muteNameServer(server.getLocalPort(), args[1].equals("proxy"));
        }
        if (!args[1].equals("proxy")) {
            probe.deadAddress();
        }
        System.out.println("done .");
    }

    private void muteNameServer(int port, boolean asProxy) throws Exception {
        long begun = System.nanoTime();
        List<CompletableFuture<Throwable>> hanging = new ArrayList<>();
        for (int i = 0; i < HANGING; i++) {
            hanging.add(
                    asProxy
                            ? failed(
                                    "127.0.0.1",
                                    port,
                                    NetworkOptions.DEFAULT.withProxy(ProxyServer.http("proxy" + i + ".example", port)))
                            : failed(port, "janus" + i + ".example"));
        }
        long longest = 0;
        for (int i = 0; i < OTHERS; i++) {
            long before = System.nanoTime();
            failed(port, "127.0.0.1").get(20, TimeUnit.SECONDS);
            longest = Math.max(longest, System.nanoTime() - before);
        }
        System.out.println("others " + longest / 1_000_000);
        for (CompletableFuture<Throwable> one : hanging) {
            System.out.println("failure " + one.get(20, TimeUnit.SECONDS));
        }
        System.out.println("muted " + (System.nanoTime() - begun) / 1_000_000);
    }

    /** The first addresses of a name do not answer at all, the last one does. */
    private void deadAddress() throws Exception {
        InetAddress[] all = InetAddress.getAllByName("threefold.example");
        InetAddress last = all[all.length - 1];
        new ProcessBuilder("ip", "addr", "add", last.getHostAddress() + "/24", "dev", "v0")
                .inheritIO()
                .start()
                .waitFor();
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(last, 0));
            closeAll(server);
            accepted.set(0);
            long begun = System.nanoTime();
            failed(server.getLocalPort(), "threefold.example").get(20, TimeUnit.SECONDS);
            System.out.println("threefold " + (System.nanoTime() - begun) / 1_000_000);
            System.out.println("accepted " + accepted.get());
        }
    }

    private CompletableFuture<Throwable> failed(int port, String host) {
        return failed(host, port, NetworkOptions.DEFAULT);
    }

    /** What connecting fails with: no server here speaks, they close at once. */
    private CompletableFuture<Throwable> failed(String host, int port, NetworkOptions network) {
        TransportOptions options = new TransportOptions(
                        CONNECT_TIMEOUT, Duration.ofSeconds(3), Duration.ofSeconds(9), 1 << 20, 1 << 20)
                .withNetwork(network);
        CompletableFuture<JanusTransport> opening =
                transports.connect(URI.create(scheme + "://" + host + ":" + port), options, new RecordingListener());
        return opening.handle((open, failure) -> failure);
    }

    private void closeAll(ServerSocket server) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            server.accept().close();
                            accepted.incrementAndGet();
                        }
                    } catch (IOException e) {
                        // Closed.
                    }
                },
                "closes-all");
        thread.setDaemon(true);
        thread.start();
    }
}
