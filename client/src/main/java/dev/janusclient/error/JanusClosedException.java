package dev.janusclient.error;

/** The client was closed before or while the request was made. */
public final class JanusClosedException extends JanusException {
    private static final long serialVersionUID = 1L;

    public JanusClosedException(String request) {
        super("the client is closed; '" + request + "' was not answered");
    }
}
