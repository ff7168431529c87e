// SPDX-License-Identifier: Apache-2.0
/** A telephone as a Spring Boot application: what rings when it is restarted is answered by its successor. */
@NullMarked
package dev.janusclient.examples.spring;

import org.jspecify.annotations.NullMarked;
