// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.tools.model.ProblemException;

/** What the command ends with; {@code janus --help} and {@code docs/command.md} list them. */
enum ExitCode {
    OK(0, "it was done"),
    FINDINGS(
            1,
            "the doctor found something fatal: no session can be reclaimed; or a session was lost, or claimed by another process"),
    USAGE(2, "the command line, a context or a field makes no sense"),
    UNREACHABLE(3, "no connection, or the wrong port"),
    UNAUTHORIZED(4, "a secret or token is missing or wrong"),
    NOT_FOUND(5, "no such session, handle, room or call"),
    REFUSED(6, "Janus or a plugin refused the request, or is too old for it"),
    TIMEOUT(7, "no answer came in time; whether it was done is not known"),
    NOT_CONFIGURED(
            8,
            "a setting that is needed is missing, such as the Admin API's address, or an event handler or token_auth at the server"),
    DEFECT(70, "a defect of this command"),
    INTERRUPTED(130, "Ctrl-C (SIGINT)"),
    TERMINATED(143, "SIGTERM");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    /** For lists of exit codes. */
    String meaning() {
        return meaning;
    }

    static ExitCode of(ProblemException.Kind kind) {
        return switch (kind) {
            case BAD_INPUT -> USAGE;
            case NOT_CONFIGURED -> NOT_CONFIGURED;
            case UNREACHABLE, WRONG_PORT -> UNREACHABLE;
            case UNAUTHORIZED -> UNAUTHORIZED;
            case NOT_FOUND -> NOT_FOUND;
            case REFUSED, UNSUPPORTED -> REFUSED;
            case TIMEOUT -> TIMEOUT;
            case SESSION_LOST -> FINDINGS;
        };
    }
}
