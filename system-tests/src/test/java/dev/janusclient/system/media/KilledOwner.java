// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.media;

import dev.janusclient.examples.rescue.Worker;
import dev.janusclient.testkit.JanusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two processes of {@code ./run --live-call}: one that talks and is killed, and one that goes on. In G.711 (PCMU), each with a tone of
 * its own.
 */
public final class KilledOwner implements AutoCloseable {
    /** What the first one sends, in Hz. */
    public static final double TONE = 440;

    /** What the second one sends, in Hz. */
    public static final double TONE_OF_HEIR = 700;

    /** What a far end has to send for both to say that they hear it, in Hz. */
    public static final double TONE_OF_FAR_END = 1_000;

    private static final String PACKAGE = "dev.janusclient.examples.livecall.";

    /** The {@code CallMethod} of the example. */
    private static final String METHOD = "OTHER_ADDRESS";

    private static final int KEY_LENGTH = 32;

    private final Worker heir;
    private final Worker owner;

    /**
     * Starts both.
     *
     * @param folder an empty folder for what they share
     * @param kind the name of a {@code CallKind} of the example
     * @param farEnd where the far end is, as the example has it
     */
    public KilledOwner(Path folder, JanusServer janus, String kind, String farEnd)
            throws IOException, ReflectiveOperationException {
        Files.write(folder.resolve("key"), new byte[KEY_LENGTH]);
        String uri = janus.uri().toString();
        heir = Worker.start("heir", program("CallHeir"), uri, String.valueOf(TONE_OF_HEIR), folder.toString(), METHOD);
        owner = Worker.start(
                "owner", program("CallOwner"), uri, kind, farEnd, String.valueOf(TONE), folder.toString(), METHOD);
    }

    private static Class<?> program(String name) throws ReflectiveOperationException {
        return Class.forName(PACKAGE + name);
    }

    /** Waits until the far end can come; gives what it needs to find the owner. */
    public String awaitThere() {
        return owner.await("there").detail();
    }

    /** Kills the first one, and has the second one go on. */
    public void kill() {
        heir.await("ready");
        owner.await("talking");
        owner.kill();
        heir.say("take");
        heir.await("continued");
    }

    /** Ends the call, and the second one. */
    public void hangUp() {
        heir.say("hang up");
        heir.awaitEnd();
    }

    @Override
    public void close() {
        owner.close();
        heir.close();
    }
}
