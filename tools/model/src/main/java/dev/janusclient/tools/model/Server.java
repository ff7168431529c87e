// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.doctor.CheckUp;
import dev.janusclient.doctor.Diagnosis;
import dev.janusclient.message.Secret;
import dev.janusclient.message.ServerInfo;
import dev.janusclient.reclaim.AdminCheckUp;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One server and the connections to it, which are made when they are first used. Methods may be called from any thread; they block,
 * no longer than the timeout of the address for each request, and throw {@link ProblemException}.
 */
public final class Server implements AutoCloseable {
    private final ServerAddress address;
    private final Traffic traffic = new Traffic();
    private @Nullable JanusClient api;
    private @Nullable JanusAdmin admin;

    /** Whether it is certain that what answers is not the Admin API. */
    private volatile boolean isApi;

    public Server(ServerAddress address) {
        this.address = address;
    }

    public ServerAddress address() {
        return address;
    }

    /** What the requests to it came to so far. */
    public Traffic.Total traffic() {
        return traffic.total();
    }

    /** The client of its API. */
    public synchronized JanusClient api() {
        JanusClient made = api;
        if (made == null) {
            made = create(() -> JanusClient.create(address.uri(), options(true)), "the address of the API");
            api = made;
        }
        return made;
    }

    /** The client of its Admin API. */
    public synchronized JanusAdmin admin() {
        JanusAdmin made = admin;
        if (made == null) {
            String uri = address.adminUri();
            if (uri == null) {
                throw new ProblemException(
                        Kind.NOT_CONFIGURED,
                        "This needs the Admin API, whose address is not set: name it with --admin-url or in the"
                                + " context, for example ws://localhost:7188.");
            }
            Secret secret = address.adminSecret();
            Secret used = secret == null ? Secret.of("") : secret;
            made = create(() -> JanusAdmin.create(uri, used, options(false)), "the address of the Admin API");
            admin = made;
        }
        return made;
    }

    /** Whether an Admin API is configured. */
    public boolean hasAdmin() {
        return address.adminUri() != null;
    }

    /** Whether its secret is configured too, so that {@link #diagnose} asks it. */
    public boolean hasAdminSecret() {
        return address.adminUri() != null && address.adminSecret() != null;
    }

    /** Looks for what would defeat a reclaim, with a session of its own; with the Admin API too if {@link #hasAdminSecret}. */
    public Diagnosis diagnose() {
        String uri = address.adminUri();
        Secret secret = address.adminSecret();
        CheckUp[] more = uri == null || secret == null ? new CheckUp[0] : new CheckUp[] {new AdminCheckUp(uri, secret)};
        return api(api().doctor(more));
    }

    /** What the server says of itself. */
    public ServerInfo info() {
        ServerInfo info = api(api().info());
        requireApi();
        return info;
    }

    /** How long the API takes to answer. */
    public Duration ping() {
        Duration time = api(api().ping());
        requireApi();
        return time;
    }

    private void requireApi() {
        if (!isApi) {
            Problems.requireApi(this);
            isApi = true;
        }
    }

    /** Waits for an answer of the API. */
    public <T> T api(CompletableFuture<T> answer) {
        return await(answer, true);
    }

    /** Waits for an answer of the Admin API. */
    public <T> T admin(CompletableFuture<T> answer) {
        return await(answer, false);
    }

    private <T> T await(CompletableFuture<T> answer, boolean ofApi) {
        try {
            return answer.join();
        } catch (CompletionException | CancellationException e) {
            throw Problems.of(e, this, ofApi);
        }
    }

    JanusClientOptions options(boolean forApi) {
        JanusClientOptions.Builder options = JanusClientOptions.builder()
                .connectTimeout(address.timeout())
                .requestTimeout(address.timeout())
                .observer(traffic);
        if (forApi) {
            reveal(address.apiSecret(), options::apiSecret);
            reveal(address.token(), options::token);
        }
        return options.build();
    }

    private static void reveal(@Nullable Secret secret, Consumer<String> to) {
        if (secret != null) {
            to.accept(secret.reveal());
        }
    }

    private static <T> T create(java.util.function.Supplier<T> make, String what) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Kind.BAD_INPUT, "Check " + what + ": " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        if (api != null) {
            api.close();
            api = null;
        }
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }
}
