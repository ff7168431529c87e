// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.lang.module.ModuleDescriptor.Version;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link SinceJanus} and {@link UntilJanus}. */
final class JanusVersionCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getElement()
                .map(element -> evaluate(element, JanusVersion.installed()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("not annotated"));
    }

    static ConditionEvaluationResult evaluate(AnnotatedElement element, Version installed) {
        Optional<SinceJanus> since = findAnnotation(element, SinceJanus.class);
        if (since.isPresent() && installed.compareTo(Version.parse(since.get().value())) < 0) {
            return disabled(
                    installed, "older than " + since.get().value(), since.get().reason());
        }
        Optional<UntilJanus> until = findAnnotation(element, UntilJanus.class);
        if (until.isPresent() && installed.compareTo(Version.parse(until.get().value())) > 0) {
            return disabled(
                    installed, "newer than " + until.get().value(), until.get().reason());
        }
        return ConditionEvaluationResult.enabled("fits Janus " + installed);
    }

    private static ConditionEvaluationResult disabled(Version installed, String why, String reason) {
        return ConditionEvaluationResult.disabled("Janus " + installed + " is " + why, reason);
    }
}
