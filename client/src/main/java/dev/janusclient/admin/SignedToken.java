// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.admin;

import dev.janusclient.message.Check;
import dev.janusclient.message.JanusId;
import dev.janusclient.message.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token that a server with {@code token_auth_secret} accepts without having stored it: what it allows and until
 * when, signed with the secret that both sides know (HMAC-SHA1; {@code auth.c}). It travels as {@code
 * expiry,realm,descriptor,…:signature} and is not encrypted.
 *
 * <p>A session needs one of the realm {@code janus}, and so does a handle, whose plugin must be among the descriptors (405
 * otherwise). A video room that was created with {@code signed_tokens} asks for one of the plugin's own realm at {@code
 * join}.
 *
 * @param expiry the last second in which it is good
 * @param realm {@link #JANUS}, or the package name of a plugin
 * @param descriptors what it allows: package names of plugins, or {@code room=…}
 */
public record SignedToken(Instant expiry, String realm, List<String> descriptors) {
    /** The realm of tokens for sessions and handles. */
    public static final String JANUS = "janus";

    /** What a check finds. */
    public enum Verdict {
        GOOD,
        /** It is no signed token at all. */
        MALFORMED,
        /** It was signed with another secret, or was altered. */
        FORGED,
        EXPIRED,
        /** It is good for something else. */
        OTHER_REALM
    }

    public SignedToken {
        Check.present("expiry", expiry);
        Check.notNegative("expiry", expiry.getEpochSecond());
        requireWord("realm", realm);
        descriptors = List.copyOf(descriptors);
        descriptors.forEach(descriptor -> requireWord("descriptor", descriptor));
        expiry = Instant.ofEpochSecond(expiry.getEpochSecond());
    }

    /**
     * A token for sessions, and for handles of some plugins.
     *
     * @param plugins package names, for example {@code janus.plugin.sip}
     */
    public static SignedToken forPlugins(Instant expiry, String... plugins) {
        return new SignedToken(expiry, JANUS, Arrays.asList(plugins));
    }

    /**
     * A token for a room that was created with {@code signed_tokens}.
     *
     * @param plugin the plugin's package name, for example {@code janus.plugin.videoroom}
     */
    public static SignedToken forRoom(Instant expiry, String plugin, JanusId room) {
        return new SignedToken(expiry, plugin, List.of("room=" + room));
    }

    /**
     * Signs a token again and again, for {@code JanusClientOptions.Builder.token}: a new one whenever half the life of the
     * last is over.
     *
     * @param life how long each is good, in whole seconds
     * @param plugins package names, for example {@code janus.plugin.sip}
     */
    public static Supplier<Secret> renewing(Secret key, Duration life, Clock clock, String... plugins) {
        return new RenewedToken(key, life, clock, System::nanoTime, plugins);
    }

    /**
     * Reads a token without checking its signature.
     *
     * @throws IllegalArgumentException if it is none; the token itself is not in the message
     */
    @SuppressWarnings("UnusedException")
    public static SignedToken read(Secret token) {
        String text = token.reveal();
        int colon = text.indexOf(':');
        String[] parts = text.substring(0, Math.max(colon, 0)).split(",", -1);
        if (colon < 0 || parts.length < 2) {
            throw new IllegalArgumentException("token: it is not a signed token");
        }
        try {
            return new SignedToken(
                    Instant.ofEpochSecond(Long.parseLong(parts[0])),
                    parts[1],
                    new ArrayList<>(Arrays.asList(parts).subList(2, parts.length)));
        } catch (NumberFormatException e) {
            // Without the cause: it quotes the beginning of the token.
            throw new IllegalArgumentException("token: it does not begin with a time");
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("token: it begins with a time that is none", e);
        }
    }

    /**
     * Checks a token as Janus does.
     *
     * @param key the server's {@code token_auth_secret}
     * @param realm what it is to be good for
     * @param clock says what time it is
     */
    public static Verdict check(Secret token, Secret key, String realm, Clock clock) {
        SignedToken read;
        try {
            read = read(token);
        } catch (IllegalArgumentException e) {
            return Verdict.MALFORMED;
        }
        String text = token.reveal();
        int colon = text.indexOf(':');
        // In constant time: how long it takes says nothing about the right signature.
        if (!MessageDigest.isEqual(bytes(text.substring(colon + 1)), bytes(signature(text.substring(0, colon), key)))) {
            return Verdict.FORGED;
        } else if (clock.instant().getEpochSecond() > read.expiry.getEpochSecond()) {
            return Verdict.EXPIRED;
        }
        return read.realm.equals(realm) ? Verdict.GOOD : Verdict.OTHER_REALM;
    }

    /** Signs it; the result goes to {@code JanusClientOptions.token}, or into a {@code join}. */
    public Secret sign(Secret key) {
        StringBuilder text =
                new StringBuilder().append(expiry.getEpochSecond()).append(',').append(realm);
        descriptors.forEach(descriptor -> text.append(',').append(descriptor));
        return Secret.of(text + ":" + signature(text.toString(), key));
    }

    /** Whether it allows something: a plugin, or {@code room=…}. */
    public boolean allows(String descriptor) {
        return descriptors.contains(descriptor);
    }

    private static String signature(String text, Secret key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(key.reveal()), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA1 is not available", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void requireWord(String field, String word) {
        Check.present(field, word);
        if (word.indexOf(',') >= 0 || word.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    field + ": '" + word + "' has a comma or colon, which separate the parts");
        }
    }
}
