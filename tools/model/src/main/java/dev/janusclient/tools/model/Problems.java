// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusClientOptions;
import dev.janusclient.admin.JanusAdmin;
import dev.janusclient.error.JanusClaimedElsewhereException;
import dev.janusclient.error.JanusConnectException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusException;
import dev.janusclient.error.JanusHandleNotFoundException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusRefusedException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.error.JanusUnauthorizedException;
import dev.janusclient.error.JanusVersionException;
import dev.janusclient.message.CoreError;
import dev.janusclient.message.Secret;
import dev.janusclient.tools.model.ProblemException.Kind;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Says what an operator can do about a failure. Asks a server whether the ports were mixed up, if that may be the reason. */
final class Problems {
    private Problems() {}

    static ProblemException of(Throwable failure, Server server, boolean ofApi) {
        Throwable cause = cause(failure);
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        String uri =
                ofApi ? server.address().uri() : String.valueOf(server.address().adminUri());
        if (cause instanceof JanusUnauthorizedException) {
            return unauthorized(server, ofApi, uri);
        } else if (cause instanceof JanusSessionNotFoundException) {
            return new ProblemException(Kind.NOT_FOUND, "There is no such session at " + uri + " (any more).");
        } else if (cause instanceof JanusHandleNotFoundException) {
            return new ProblemException(Kind.NOT_FOUND, "There is no such handle in that session (any more).");
        } else if (cause instanceof JanusClaimedElsewhereException) {
            return new ProblemException(
                    Kind.SESSION_LOST, "The session was claimed by another process: it can't be used here any more.");
        } else if (cause instanceof JanusRefusedException refused && saysTokensAreOff(refused)) {
            return new ProblemException(
                    Kind.NOT_CONFIGURED,
                    "The server stores no tokens: token_auth = true in janus.jcfg switches that on, when Janus starts.");
        } else if (cause instanceof JanusRefusedException refused) {
            return OF_THE_OTHER_API.contains(refused.code()) && isOther(server, ofApi)
                    ? otherPort(ofApi, uri)
                    : new ProblemException(Kind.REFUSED, sentence(refused));
        } else if (cause instanceof JanusVersionException) {
            return new ProblemException(Kind.UNSUPPORTED, sentence(cause));
        } else if (cause instanceof JanusTimeoutException) {
            return new ProblemException(Kind.TIMEOUT, sentence(cause));
        } else if (cause instanceof JanusException) {
            return unreachable(cause, server, ofApi, uri);
        } else if (cause instanceof IllegalArgumentException) {
            return new ProblemException(Kind.BAD_INPUT, sentence(cause));
        }
        throw new IllegalStateException("unexpected: " + cause, cause);
    }

    /** JANUS_ERROR_UNKNOWN is the code of much else, so that the text decides (janus_process_incoming_admin_request of janus.c). */
    private static boolean saysTokensAreOff(JanusRefusedException refused) {
        return refused.code() == CoreError.UNKNOWN.code()
                && refused.reason().startsWith("Stored-Token based authentication disabled");
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Over HTTP, where the Admin API answers some requests as the API does: throws if it is the Admin API. */
    static void requireApi(Server server) {
        String uri = server.address().uri();
        if (uri.startsWith("http") && isOther(server, true)) {
            throw otherPort(true, uri);
        }
    }

    /** JANUS_ERROR_UNKNOWN_REQUEST and JANUS_ERROR_INVALID_REQUEST_PATH: what the other API of the same server answers. */
    private static final Set<Integer> OF_THE_OTHER_API = Set.of(453, 457);

    private static ProblemException unauthorized(Server server, boolean ofApi, String uri) {
        ServerAddress address = server.address();
        if (ofApi) {
            String given = address.apiSecret() == null && address.token() == null ? "needs an" : "does not accept the";
            return new ProblemException(
                    Kind.UNAUTHORIZED,
                    "Janus at " + uri + " " + given
                            + " API secret or token: set JANUS_API_SECRET or JANUS_TOKEN, or name a file with"
                            + " --api-secret-file or --token-file.");
        }
        String given = address.adminSecret() == null ? "needs an" : "does not accept the";
        return new ProblemException(
                Kind.UNAUTHORIZED,
                "The Admin API at " + uri + " " + given
                        + " admin secret: set JANUS_ADMIN_SECRET, or name a file with --admin-secret-file"
                        + " (admin_secret in janus.jcfg).");
    }

    private static ProblemException unreachable(Throwable cause, Server server, boolean ofApi, String uri) {
        boolean connected = !(cause instanceof JanusConnectException || cause instanceof JanusNotSentException);
        if (!(cause instanceof JanusConnectionLostException) && isOther(server, ofApi)) {
            return otherPort(ofApi, uri);
        }
        String what = ofApi ? "Janus" : "The Admin API";
        return connected
                ? new ProblemException(Kind.UNREACHABLE, what + " at " + uri + ": " + sentence(cause))
                : new ProblemException(
                        Kind.UNREACHABLE,
                        what + " can't be reached at " + uri + ": " + sentence(cause)
                                + " Check the address and port, and that Janus runs with that transport.");
    }

    private static ProblemException otherPort(boolean ofApi, String uri) {
        return ofApi
                ? new ProblemException(
                        Kind.WRONG_PORT,
                        uri
                                + " is the Admin API of Janus, not its API: pass it as --admin-url, and the API's"
                                + " address as --url (ws://HOST:8188 or http://HOST:8088/janus by default).")
                : new ProblemException(
                        Kind.WRONG_PORT,
                        uri
                                + " is the API of Janus, not its Admin API: the Admin API has a port of its own"
                                + " (ws://HOST:7188 or http://HOST:7088/admin by default), and has to be switched on"
                                + " in Janus's configuration.");
    }

    /** Whether the other API answers at an address. */
    private static boolean isOther(Server server, boolean ofApi) {
        ServerAddress address = server.address();
        return ofApi
                ? isAdmin(address.uri(), server.options(false))
                : isApi(String.valueOf(address.adminUri()), server.options(false));
    }

    /** By a request that needs its secret: over HTTP both answer pings and infos. */
    private static boolean isAdmin(String uri, JanusClientOptions options) {
        try (JanusAdmin admin = JanusAdmin.create(uri, Secret.of(""), options)) {
            return admin.status()
                    .handle((status, failure) ->
                            failure == null || cause(failure) instanceof JanusUnauthorizedException)
                    .join();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isApi(String uri, JanusClientOptions options) {
        try (JanusClient api = JanusClient.create(uri, options)) {
            return api.info().handle((info, failure) -> failure == null).join();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String sentence(Throwable failure) {
        return sentence(failure.getMessage());
    }

    private static String sentence(@Nullable String message) {
        String text = message == null || message.isEmpty() ? "unknown reason" : message;
        // A plugin's package name stays as it is written.
        String begun =
                text.startsWith("janus.plugin.") ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
