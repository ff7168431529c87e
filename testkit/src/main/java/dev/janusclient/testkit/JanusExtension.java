// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * One real Janus, of one's own making, for a test class of JUnit 5 or 6, given to every parameter of type {@link JanusServer}. A failed test prints the
 * end of Janus's log; a class that leaves testkit processes running fails.
 *
 * {@link JanusTest} is the shorter way for most tests, with clients and recorders.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final JanusExtension janus = JanusExtension.with(JanusServer.builder().reclaimSessionTimeout(10));
 * }</pre>
 *
 * or {@code @ExtendWith(JanusExtension.class)} for the defaults.
 */
public final class JanusExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver, TestWatcher {
    private static final int TAIL_LINES = 60;

    private final JanusServerBuilder builder;
    private List<String> before = List.of();
    private @Nullable JanusServer server;

    /** For {@code @ExtendWith}: the defaults. */
    public JanusExtension() {
        this(JanusServer.builder());
    }

    private JanusExtension(JanusServerBuilder builder) {
        this.builder = builder;
    }

    /** A server of one's own making; for a static field with {@code @RegisterExtension}. */
    public static JanusExtension with(JanusServerBuilder builder) {
        return new JanusExtension(builder);
    }

    /** The server of the running class. */
    public JanusServer server() {
        JanusServer current = server;
        if (current == null) {
            throw new IllegalStateException(
                    "no Janus runs: a JanusExtension lives from before the first test of a class to after its last one,"
                            + " so with @RegisterExtension its field must be static");
        }
        return current;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        before = LeakCheck.processes();
        server = builder.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        JanusServer current = server;
        server = null;
        if (current != null) {
            current.close();
        }
        List<String> left = new ArrayList<>(LeakCheck.processes());
        left.removeAll(before);
        if (!left.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " left processes running: " + left);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == JanusServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }

    @Override
    @SuppressWarnings("SystemOut") // a failed test is explained where the failure is printed
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        JanusServer current = server;
        if (current != null) {
            System.err.println(context.getDisplayName() + " failed; the end of the log of " + current + ":\n"
                    + current.logTail(TAIL_LINES));
        }
    }
}
