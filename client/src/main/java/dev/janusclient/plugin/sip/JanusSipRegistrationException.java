// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.plugin.sip;

import dev.janusclient.error.JanusException;
import org.jspecify.annotations.Nullable;

/** A registrar refused an account, or did not answer. The handle stays, and may register again. */
public final class JanusSipRegistrationException extends JanusException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final @Nullable String reason;

    JanusSipRegistrationException(SipEvent.RegistrationFailed failed) {
        super("the registration failed: " + failed.code() + (failed.reason() == null ? "" : " " + failed.reason()));
        this.status = failed.code();
        this.reason = failed.reason();
    }

    /**
     * The SIP status, for example 403, or 408 if there was no answer; from 900 on a code of the SIP library that Janus uses, such
     * as 904 for a password that was refused; 0 if it is not known because it came in a gap.
     */
    public int status() {
        return status;
    }

    /** The text beside it; null if there was none that could be read. */
    public @Nullable String reason() {
        return reason;
    }
}
