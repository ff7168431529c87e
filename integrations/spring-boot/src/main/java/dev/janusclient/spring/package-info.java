// SPDX-License-Identifier: Apache-2.0
/** A client of Janus as beans of a Spring Boot application. */
@NullMarked
package dev.janusclient.spring;

import org.jspecify.annotations.NullMarked;
