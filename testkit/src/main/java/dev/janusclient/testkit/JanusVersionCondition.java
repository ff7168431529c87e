// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.module.ModuleDescriptor.Version;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link SinceJanus} and {@link UntilJanus}. */
final class JanusVersionCondition implements ExecutionCondition {
    private static final ConditionEvaluationResult NOT_ANNOTATED =
            ConditionEvaluationResult.enabled("not of certain versions of Janus");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        AnnotatedElement element = context.getElement().orElse(null);
        return element == null || (!isAnnotated(element, SinceJanus.class) && !isAnnotated(element, UntilJanus.class))
                ? NOT_ANNOTATED
                : evaluate(element, JanusServer.installedVersion());
    }

    static ConditionEvaluationResult evaluate(AnnotatedElement element, String installed) {
        Optional<SinceJanus> since = findAnnotation(element, SinceJanus.class);
        if (since.isPresent() && compare(installed, since.get().value()) < 0) {
            return disabled(
                    installed, "older than " + since.get().value(), since.get().reason());
        }
        Optional<UntilJanus> until = findAnnotation(element, UntilJanus.class);
        if (until.isPresent() && compare(installed, until.get().value()) > 0) {
            return disabled(
                    installed, "newer than " + until.get().value(), until.get().reason());
        }
        return ConditionEvaluationResult.enabled("Janus " + installed + " is right");
    }

    /** Number by number; {@code 1.4.2-dev} comes before {@code 1.4.2}. */
    private static int compare(String version, String other) {
        return Version.parse(version).compareTo(Version.parse(other));
    }

    private static ConditionEvaluationResult disabled(String installed, String why, String reason) {
        return ConditionEvaluationResult.disabled("Janus " + installed + " is " + why, reason);
    }
}
