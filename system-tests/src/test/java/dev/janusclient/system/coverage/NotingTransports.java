// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.coverage;

import dev.janusclient.transport.JanusTransport;
import dev.janusclient.transport.TransportFactory;
import dev.janusclient.transport.TransportListener;
import dev.janusclient.transport.TransportOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Serves the schemes of all other transports, through them, and notes what passes. It is found before them, because tests
 * come first on their class path; without a folder for notes it serves nothing.
 */
public final class NotingTransports implements TransportFactory {
    @Override
    public Set<String> schemes() {
        Set<String> schemes = new LinkedHashSet<>();
        if (Notes.wanted()) {
            others().forEach(other -> schemes.addAll(other.schemes()));
        }
        return schemes;
    }

    private static Set<TransportFactory> others() {
        Set<TransportFactory> others = new LinkedHashSet<>();
        for (TransportFactory factory : ServiceLoader.load(TransportFactory.class)) {
            if (!(factory instanceof NotingTransports)) {
                others.add(factory);
            }
        }
        return others;
    }

    @Override
    public CompletableFuture<JanusTransport> connect(URI uri, TransportOptions options, TransportListener listener) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        TransportFactory real = others().stream()
                .filter(other -> other.schemes().contains(scheme))
                .findFirst()
                .orElseThrow();
        WireNotes notes = new WireNotes(uri.toString(), options.subprotocol().equals(TransportOptions.ADMIN));
        return real.connect(uri, options, listening(TransportListener.class, listener, "onMessage", notes::received))
                .thenApply(transport -> listening(JanusTransport.class, transport, "send", notes::sent));
    }

    /** The same object, heard first when it is given a frame. Whatever else an interface has or gets goes straight on. */
    private static <T> T listening(Class<T> type, T target, String method, Consumer<byte[]> notes) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        notes.accept((byte[]) arguments[0]);
                    }
                    try {
                        return called.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
