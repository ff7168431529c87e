package dev.janusclient.error;

/** 459: the handle does not exist in this session (any more). */
public final class HandleNotFoundException extends JanusServerException {
    private static final long serialVersionUID = 1L;

    HandleNotFoundException(String request, int code, String codeName, String reason) {
        super(request, code, codeName, reason);
    }
}
