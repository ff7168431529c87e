// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a JUnit 5 test method or test class if the installed Janus is older than a version. No Janus is started for a class
 * that is skipped. Can be combined with {@link UntilJanus} for a range of versions.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SuppressWarnings("exports") // JUnit alone needs the condition
@ExtendWith(JanusVersionCondition.class)
public @interface SinceJanus {
    /** The first version that runs the test, for example {@code "1.2.0"}. */
    String value();

    /** What came with that version; part of the reason in the test report. */
    String reason() default "";
}
