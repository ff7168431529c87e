// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.janusclient.JanusClient;
import dev.janusclient.internal.worker.Workers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With plain workers the transports need no class of ours that implements Netty's event loop, so Netty may change it. */
@Timeout(60)
class PlainWorkersTest {
    private final String workers = System.getProperty(Workers.PROPERTY);

    /** Everything on the class path once more, without one class. */
    private static final class Without extends URLClassLoader {
        private final String missing;

        Without(Class<?> missing) throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.missing = missing.getName();
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }

    @AfterEach
    void reset() {
        if (workers == null) {
            System.clearProperty(Workers.PROPERTY);
        } else {
            System.setProperty(Workers.PROPERTY, workers);
        }
    }

    /** What comes of connecting to a port on which no server listens, without our event loop. */
    private static List<String> connect(String workers) throws Exception {
        System.setProperty(Workers.PROPERTY, workers);
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        try (Without classes = new Without(PooledEventLoop.class)) {
            current.setContextClassLoader(classes);
            Class<?> type = classes.loadClass(JanusClient.class.getName());
            try (AutoCloseable client = (AutoCloseable)
                    type.getMethod("create", String.class).invoke(null, "ws://127.0.0.1:" + unusedPort())) {
                CompletableFuture<?> session =
                        (CompletableFuture<?>) type.getMethod("createSession").invoke(client);
                Throwable failure = session.handle((done, why) -> why).get(30, TimeUnit.SECONDS);
                return causes(failure);
            } catch (ReflectiveOperationException e) {
                return causes(e);
            }
        } finally {
            current.setContextClassLoader(before);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(cause -> cause.getClass().getSimpleName())
                .toList();
    }

    @Test
    void plainWorkersNeedNoEventLoopOfOurs() throws Exception {
        assertThat(connect("plain")).contains("JanusConnectException").doesNotContain("NoClassDefFoundError");
    }

    @Test
    void otherWorkersNeedIt() throws Exception {
        assertThat(connect("leader")).contains("NoClassDefFoundError");
    }
}
