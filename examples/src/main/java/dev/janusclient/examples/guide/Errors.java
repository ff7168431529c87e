// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.examples.guide;

import dev.janusclient.JanusClient;
import dev.janusclient.JanusSession;
import dev.janusclient.error.JanusClaimedElsewhereException;
import dev.janusclient.error.JanusConnectionLostException;
import dev.janusclient.error.JanusNotSentException;
import dev.janusclient.error.JanusPluginException;
import dev.janusclient.error.JanusSessionNotFoundException;
import dev.janusclient.error.JanusTimeoutException;
import dev.janusclient.plugin.sip.JanusSipPlugin;
import dev.janusclient.plugin.sip.SipErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The code of {@code docs/guides/errors.md}. */
public final class Errors {
    private Errors() {}

    /** What to do about a request that failed. */
    public static String whatToDo(CompletableFuture<?> request) {
        // tag::whatToDo[]
        try {
            request.join();
            return "done";
        } catch (CompletionException e) {
            Throwable failure = e.getCause();
            if (failure instanceof JanusNotSentException) {
                return "it has had no effect: send it again when the session is active";
            } else if (failure instanceof JanusConnectionLostException) {
                return "outcome unknown: look before it is sent again";
            } else if (failure instanceof JanusTimeoutException late) {
                return late.acknowledged() ? "the plugin does not answer this now" : "outcome unknown";
            } else if (failure instanceof JanusClaimedElsewhereException) {
                return "another process owns the session";
            } else if (failure instanceof JanusPluginException refused) {
                return "the plugin refuses: " + refused.codeName() + ", " + refused.reason();
            }
            throw e;
        }
        // end::whatToDo[]
    }

    /** A plugin's codes are constants. */
    public static boolean unregisterIfRegistered(JanusSipPlugin sip) {
        // tag::codes[]
        try {
            sip.unregister().join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof JanusPluginException refused
                    && refused.errorCode() == SipErrorCode.WRONG_STATE) {
                return false; // it was not registered
            }
            throw e;
        }
        // end::codes[]
    }

    /** A session that may be gone. */
    public static JanusSession claimOrCreate(JanusClient janus, long sessionId) {
        // tag::claimOrCreate[]
        JanusSession session;
        try {
            session = janus.claimSession(sessionId).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof JanusSessionNotFoundException)) {
                throw e; // not connected, a wrong secret: the session may be there
            }
            session = janus.createSession().join();
        }
        // end::claimOrCreate[]
        return session;
    }
}
