// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.okhttp;

import dev.janusclient.internal.longpoll.HttpExchanges;
import dev.janusclient.internal.transport.ConnectFailure;
import dev.janusclient.transport.TransportOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** HTTP requests by OkHttp. */
final class OkHttpExchanges implements HttpExchanges {
    private static final MediaType JSON = MediaType.get("application/json");

    private final URI uri;
    private final String origin;
    private final OkHttpClient client;
    private final TransportOptions options;
    private final ScheduledExecutorService thread;
    private final Set<Call> underWay = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private volatile boolean closed;

    OkHttpExchanges(URI uri, Driver driver, TransportOptions options) {
        this.uri = uri;
        this.origin = uri.getScheme() + "://" + uri.getRawAuthority();
        this.client = BoundedSockets.of(driver.client(), options.maxMessageBytes());
        this.options = options;
        this.thread = driver.thread();
    }

    @Override
    public Exchange post(String path, byte[] json, long limitMillis, Outcome outcome) {
        return start(
                OkHttpSettings.request(origin + path, options)
                        .post(RequestBody.create(json, JSON))
                        .build(),
                limitMillis,
                outcome);
    }

    @Override
    public Exchange get(String path, long limitMillis, Outcome outcome) {
        return start(OkHttpSettings.request(origin + path, options).build(), limitMillis, outcome);
    }

    private Exchange start(Request request, long limitMillis, Outcome outcome) {
        Call call = client.newCall(request);
        Attempt attempt = new Attempt(call, outcome);
        underWay.add(call);
        attempt.limit = thread.schedule(
                () -> {
                    if (attempt.fail(new NoResponseException(limitMillis))) {
                        call.cancel();
                    }
                },
                limitMillis,
                TimeUnit.MILLISECONDS);
        try {
            call.enqueue(attempt);
        } catch (RuntimeException | Error e) {
            // The system has no thread for it, for example.
            attempt.fail(new IOException("the request can't be sent: " + e.getMessage(), e));
        }
        return attempt;
    }

    @Override
    public String explain(Throwable failure) {
        return ConnectFailure.explain(uri, failure);
    }

    @Override
    public void close() {
        closed = true;
        underWay.forEach(Call::cancel);
    }

    private final class Attempt implements Exchange, Callback {
        private final Call call;
        private final Outcome outcome;
        private final AtomicBoolean done = new AtomicBoolean();
        private volatile @Nullable Future<?> limit;

        Attempt(Call call, Outcome outcome) {
            this.call = call;
            this.outcome = outcome;
        }

        @Override
        public void abort() {
            if (end()) {
                call.cancel();
            }
        }

        /** False if it has ended already. */
        private boolean end() {
            underWay.remove(call);
            Future<?> timer = limit;
            if (timer != null) {
                timer.cancel(false);
            }
            return done.compareAndSet(false, true);
        }

        boolean fail(IOException cause) {
            return tell(() -> outcome.failed(cause));
        }

        private boolean tell(Runnable what) {
            if (!end()) {
                return false;
            }
            thread.execute(() -> {
                if (!closed) {
                    what.run();
                }
            });
            return true;
        }

        @Override
        public void onFailure(Call failed, IOException cause) {
            fail(cause);
        }

        @Override
        public void onResponse(Call answered, Response response) {
            try (Response open = response) {
                BufferedSource source = open.body().source();
                int limit = options.maxMessageBytes();
                if (source.request(limit + 1L)) {
                    fail(new TooLargeException(limit));
                    return;
                }
                byte[] body = source.readByteArray();
                tell(() -> outcome.answered(open.code(), body));
            } catch (IOException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                // Thrown on OkHttp's thread it would reach the handler of uncaught exceptions.
                call.cancel();
                fail(new IOException("the answer can't be understood", e));
            }
        }
    }
}
