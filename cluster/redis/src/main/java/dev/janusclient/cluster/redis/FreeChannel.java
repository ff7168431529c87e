// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Wake-ups by Redis's publish and subscribe. They are a hint: whatever fails is left to polling. */
final class FreeChannel {
    private final RedisClient client;
    private final RedisURI uri;
    private final String channel;
    private final Set<Runnable> wakes = new CopyOnWriteArraySet<>();
    private boolean connecting;

    FreeChannel(RedisClient client, RedisURI uri, String channel) {
        this.client = client;
        this.uri = uri;
        this.channel = channel;
    }

    AutoCloseable register(Runnable wake) {
        wakes.add(wake);
        connect();
        return () -> wakes.remove(wake);
    }

    /** Subscribes, unless that is done, under way, or wanted by none. After a failure the store's next call tries again. */
    synchronized void connect() {
        if (connecting || wakes.isEmpty()) {
            return;
        }
        connecting = true;
        // The driver connects and subscribes again by itself once it has been connected.
        client.connectPubSubAsync(StringCodec.UTF8, uri).whenComplete((made, failure) -> {
            if (failure == null) {
                subscribe(made);
            } else {
                failed();
            }
        });
    }

    private void subscribe(StatefulRedisPubSubConnection<String, String> made) {
        made.addListener(new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String from, String message) {
                wakes.forEach(Runnable::run);
            }
        });
        made.async().subscribe(channel).exceptionally(failure -> {
            made.closeAsync();
            failed();
            return null;
        });
    }

    private synchronized void failed() {
        connecting = false;
    }
}
