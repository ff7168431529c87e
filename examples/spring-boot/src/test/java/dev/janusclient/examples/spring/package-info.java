// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.examples.spring;

import org.jspecify.annotations.NullMarked;
