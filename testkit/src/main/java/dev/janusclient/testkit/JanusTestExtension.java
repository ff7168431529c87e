// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** What {@link JanusTest} does. It keeps everything in JUnit's stores: one object serves all classes. */
final class JanusTestExtension
        implements BeforeAllCallback, AfterAllCallback, AfterEachCallback, ParameterResolver, TestWatcher {
    private static final Namespace STORE = Namespace.create(JanusTestExtension.class);
    private static final Set<Class<?>> OF_THE_CLASS = Set.of(TestJanus.class, JanusServer.class, ScriptedGateway.class);
    private static final int TAIL_LINES = 60;

    /** A machine that runs tests may be busy. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** Of the class, with the processes that ran before. */
    private record Started(TestJanus janus, List<String> processesBefore) {}

    @Override
    @SuppressWarnings("SystemOut") // which Janus it was belongs to the output of a test run
    public void beforeAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        if (started(context) != null) {
            // Of the class around a nested one.
            return;
        }
        JanusTest settings = settings(test);
        List<String> before = LeakCheck.processes();
        JanusServerBuilder options = JanusServer.builder()
                .reclaimSessionTimeout(settings.reclaimSessionTimeout())
                .startTimeout(START_TIMEOUT);
        if (settings.plugins().length > 0) {
            options.plugins(settings.plugins());
        }
        TestJanus janus = start(kinds(settings, test), options);
        store(context).put(Started.class, new Started(janus, before));
        System.out.println("@JanusTest " + test.getSimpleName() + ": " + janus);
    }

    private static JanusTest settings(Class<?> test) {
        for (Class<?> at = test; at != null; at = at.getEnclosingClass()) {
            JanusTest settings = at.getAnnotation(JanusTest.class);
            if (settings != null) {
                return settings;
            }
        }
        throw new IllegalStateException(test + " is not annotated with @JanusTest");
    }

    /** A class that asks for the real Janus does not run on the scripted one. */
    private static List<TestJanus.Kind> kinds(JanusTest settings, Class<?> test) {
        List<TestJanus.Kind> kinds = new ArrayList<>(List.of(settings.on()));
        boolean needsServer = Stream.of(test.getDeclaredMethods())
                .flatMap(method -> Stream.of(method.getParameterTypes()))
                .anyMatch(JanusServer.class::equals);
        if (needsServer) {
            kinds.remove(TestJanus.Kind.SCRIPTED);
        }
        return kinds;
    }

    private static TestJanus start(List<TestJanus.Kind> kinds, JanusServerBuilder options) {
        try {
            return TestJanus.start(kinds, options);
        } catch (NoJanusException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Started started = store(context).remove(Started.class, Started.class);
        if (started == null) {
            return;
        }
        started.janus().close();
        List<String> left = new ArrayList<>(LeakCheck.processes());
        left.removeAll(started.processesBefore());
        if (!left.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " left processes running: " + left);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestClients clients = store(context).remove(TestClients.class, TestClients.class);
        if (clients != null) {
            clients.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return OF_THE_CLASS.contains(type)
                || (TestClients.TYPES.contains(type) && context.getTestMethod().isPresent());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestJanus janus = running(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == TestJanus.class) {
            return janus;
        } else if (type == JanusServer.class) {
            return janus.server();
        } else if (type == ScriptedGateway.class) {
            return janus.gateway();
        }
        return clients(context, parameter.getDeclaringExecutable(), janus).get(type);
    }

    /** Whether they go through a proxy is decided by the first method that wants any, or by the test method. */
    private static TestClients clients(ExtensionContext context, Executable wanting, TestJanus janus) {
        Method test = context.getRequiredTestMethod();
        boolean proxied = Stream.of(test, wanting)
                .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                .anyMatch(FaultProxy.class::equals);
        TestClients clients = store(context).get(TestClients.class, TestClients.class);
        if (clients == null) {
            clients = new TestClients(janus.uri(), proxied);
            store(context).put(TestClients.class, clients);
        }
        return clients;
    }

    private static TestJanus running(ExtensionContext context) {
        Started started = started(context);
        if (started == null) {
            throw new IllegalStateException("no Janus runs: parameters are for what runs after @BeforeAll");
        }
        return started.janus();
    }

    private static @Nullable Started started(ExtensionContext context) {
        return store(context).get(Started.class, Started.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(STORE);
    }

    @Override
    @SuppressWarnings("SystemOut") // a failed test is explained where the failure is printed
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        Started started = started(context);
        if (started != null && started.janus().isReal()) {
            System.err.println(context.getDisplayName() + " failed; the end of the log of " + started.janus() + ":\n"
                    + started.janus().server().logTail(TAIL_LINES));
        }
    }
}
