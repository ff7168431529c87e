// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.message;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a boolean of a record: Janus sends it only if it is true, so that JSON without it becomes the record, too. */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface FalseIfAbsent {}
