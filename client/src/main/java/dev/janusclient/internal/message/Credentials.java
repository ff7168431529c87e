// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.message;

import dev.janusclient.internal.json.FrameWriter;
import dev.janusclient.message.Check;
import dev.janusclient.message.Json;
import dev.janusclient.message.RawJson;
import dev.janusclient.message.Secret;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that go with every request, ready for the wire.
 *
 * <p>Threading: any thread.
 */
public final class Credentials {
    /** For a server that asks for none. */
    public static final Credentials NONE = new Credentials(new byte[0], null);

    private final byte[] fixed;
    private final @Nullable Supplier<Secret> tokens;
    private volatile @Nullable Shown last;

    /** A token, and all members with it. */
    private static final class Shown {
        private final Secret token;
        private final byte[] members;

        Shown(Secret token, byte[] members) {
            this.token = token;
            this.members = members;
        }
    }

    /** Either or both may be absent. */
    public Credentials(@Nullable Secret apiSecret, @Nullable Secret token) {
        this(token == null ? secret(apiSecret) : withToken(secret(apiSecret), token), null);
    }

    private Credentials(byte[] fixed, @Nullable Supplier<Secret> tokens) {
        this.fixed = fixed;
        this.tokens = tokens;
    }

    /** With a token that changes: asked for with every request. */
    public static Credentials renewed(@Nullable Secret apiSecret, Supplier<Secret> tokens) {
        return new Credentials(secret(apiSecret), tokens);
    }

    private static byte[] secret(@Nullable Secret apiSecret) {
        return apiSecret == null ? new byte[0] : member(new byte[0], "apisecret", apiSecret);
    }

    private static byte[] withToken(byte[] before, Secret token) {
        return member(before, "token", token);
    }

    private static byte[] member(byte[] before, String name, Secret value) {
        RawJson json = Json.encode(Secret.class, value);
        Check.readable(name, json);
        FrameWriter out =
                new FrameWriter(64).bytes(before).ascii(",\"").ascii(name).ascii("\":");
        json.writeTo(out);
        return out.toByteArray();
    }

    /** The secret that goes with every request to the admin API. */
    public static Credentials admin(Secret adminSecret) {
        return new Credentials(member(new byte[0], "admin_secret", adminSecret), null);
    }

    /** Whether there is nothing to add to a request. */
    public boolean isNone() {
        return fixed.length == 0 && tokens == null;
    }

    /** Whether making a request asks a user's source of tokens, which may block, and may throw. */
    public boolean asksForTokens() {
        return tokens != null;
    }

    byte[] members() {
        if (tokens == null) {
            return fixed;
        }
        Secret token = tokens.get();
        Shown shown = last;
        if (shown == null || !shown.token.equals(token)) {
            shown = new Shown(token, withToken(fixed, token));
            last = shown;
        }
        return shown.members;
    }

    @Override
    public String toString() {
        return isNone() ? "none" : "***";
    }
}
