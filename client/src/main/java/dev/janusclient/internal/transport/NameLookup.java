// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import dev.janusclient.internal.worker.BlockingCalls;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Looks names up beside the event loops: a name server that does not answer keeps the JDK's look-up for ten seconds and more,
 * and whatever thread it is on. Look-ups of the same name that are made at the same time are one. May be used from any thread.
 */
public final class NameLookup {
    private static final String THREAD = "janus-client-lookup";

    /** IPv4 with four numbers, or IPv6: a name has no colon. What has fewer numbers may be a name. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|.*:.*");

    private static final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> UNDER_WAY =
            new ConcurrentHashMap<>();

    private NameLookup() {}

    /**
     * All addresses of a name, in the order in which they should be tried: as the system has them, but IPv6 and IPv4 take
     * turns (RFC 8305, 4).
     *
     * @param host a name or an address; an IPv6 address without brackets
     * @return ends when the system's look-up does, which may be long after anybody waits for it; completes on the look-up's
     *     thread
     */
    public static CompletableFuture<List<InetAddress>> of(String host) {
        if (ADDRESS.matcher(host).matches()) {
            return literal(host);
        }
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> other = UNDER_WAY.putIfAbsent(host, mine);
        if (other != null) {
            return other.thenApply(found -> found);
        }
        BlockingCalls.start(THREAD, () -> alternate(InetAddress.getAllByName(host)))
                .whenComplete((found, failure) -> {
                    UNDER_WAY.remove(host, mine);
                    if (failure == null) {
                        mine.complete(found);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine.thenApply(found -> found);
    }

    /** No look-up is needed, and no thread. */
    private static CompletableFuture<List<InetAddress>> literal(String address) {
        CompletableFuture<List<InetAddress>> known = new CompletableFuture<>();
        try {
            known.complete(alternate(InetAddress.getAllByName(address)));
        } catch (UnknownHostException e) {
            known.completeExceptionally(e);
        }
        return known;
    }

    static List<InetAddress> alternate(InetAddress... addresses) {
        List<InetAddress> left = new ArrayList<>(Arrays.asList(addresses));
        List<InetAddress> ordered = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            boolean lastWasIpv6 = !ordered.isEmpty() && ordered.get(ordered.size() - 1) instanceof Inet6Address;
            int next = 0;
            for (int i = 0; !ordered.isEmpty() && i < left.size(); i++) {
                if (left.get(i) instanceof Inet6Address != lastWasIpv6) {
                    next = i;
                    break;
                }
            }
            ordered.add(left.remove(next));
        }
        return ordered;
    }
}
