// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class with a Janus: one server from before its first test to after its last, of the first {@linkplain #on() kind}
 * that can be had, which is printed. For JUnit 5 and 6.
 *
 * <p>Test methods, and methods that run before or after each test, may have parameters of these types:
 * <ul>
 *   <li>{@link TestJanus}: what was started
 *   <li>{@link JanusServer}: the real Janus; with it the class runs on no {@link TestJanus.Kind#SCRIPTED scripted} one
 *   <li>{@link ScriptedGateway}: the scripted one, only if {@link #on()} names that kind alone
 *   <li>{@link dev.janusclient.JanusClient}: a client, which is closed after the test. Each parameter has a client of its own, so
 *       two of them stand for two processes. It waits 30 seconds for connections and answers. A transport must be on the class
 *       path
 *   <li>{@link FrameRecorder}: what the clients of this test send and receive
 *   <li>{@link FaultProxy}: what the clients of this test go through
 * </ul>
 *
 * <p>A failed test prints the end of Janus's log. A class that leaves processes of the test kit running fails.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(JanusTestExtension.class)
@SuppressWarnings("exports")
public @interface JanusTest {
    /** Which kinds of Janus may be started, the best one first. If none can be had, the class is skipped. */
    TestJanus.Kind[] on() default {TestJanus.Kind.INSTALLED, TestJanus.Kind.EMBEDDED, TestJanus.Kind.SCRIPTED};

    /** The plugins that a real Janus loads, by short name; none means all. */
    String[] plugins() default {};

    /** How long a real Janus keeps a session whose connection is gone, in seconds. */
    int reclaimSessionTimeout() default 60;
}
