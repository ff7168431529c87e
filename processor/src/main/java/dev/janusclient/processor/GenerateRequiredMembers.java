// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.processor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a package: generates a package-private class {@code GeneratedRequiredMembers}, whose constant {@code ALL} lists the
 * members without which JSON can't become a record of the package.
 *
 * <p>A component that is neither {@code @Nullable} nor {@code @FalseIfAbsent} is required, by its name on the wire. In records
 * that stand inside others, numbers and booleans are not: an older server leaves out what came later, and 0 or false is what it
 * means then.
 */
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.SOURCE)
public @interface GenerateRequiredMembers {}
