// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.model;

/** Something that an operator can do something about: its message is one sentence, or two, which say what. No secret is in it. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of thing it is. */
    public enum Kind {
        /** Something that was asked for makes no sense. */
        BAD_INPUT,
        /** A setting is missing that is needed for it. */
        NOT_CONFIGURED,
        /** No connection, or it was lost. */
        UNREACHABLE,
        /** What listens there is not what was expected: the other API of Janus, or no Janus at all. */
        WRONG_PORT,
        /** A secret or token is missing or wrong. */
        UNAUTHORIZED,
        /** No such session, handle, room or call. */
        NOT_FOUND,
        /** Janus or a plugin refused it. */
        REFUSED,
        /** The server is too old for it. */
        UNSUPPORTED,
        /** No answer came in time; whether it was done is not known. */
        TIMEOUT,
        /** The session is gone, or another process has claimed it. */
        SESSION_LOST
    }

    private final Kind kind;

    public ProblemException(Kind kind, String sentence) {
        super(SafeText.of(sentence));
        this.kind = kind;
    }

    /** What kind of thing it is. */
    public Kind kind() {
        return kind;
    }
}
