// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.internal.transport;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says what kept a transport from connecting, in words that help. */
public final class ConnectFailure {
    private ConnectFailure() {}

    /** In any case. */
    public static String explain(URI uri, Throwable failure) {
        String known = known(uri, failure);
        return known != null ? known : "no connection to " + UriParts.printable(uri) + ": " + failure.getMessage();
    }

    /** If it or what is behind it is of the usual kinds; null otherwise. */
    public static @Nullable String known(URI uri, @Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = knownOne(uri, cause);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    private static @Nullable String knownOne(URI uri, Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host: " + UriParts.printable(uri);
        }
        if (cause instanceof ConnectException) {
            return "could not connect to " + UriParts.printable(uri) + ": " + cause.getMessage();
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return "the certificate of " + UriParts.printable(uri) + " is not trusted: " + cause.getMessage();
        }
        if (cause instanceof SSLPeerUnverifiedException
                || (cause instanceof CertificateException && cause.getCause() == null)) {
            return "the certificate of " + UriParts.printable(uri) + " is not accepted: " + cause.getMessage();
        }
        return null;
    }
}
