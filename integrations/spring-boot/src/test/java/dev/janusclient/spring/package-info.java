// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.spring;

import org.jspecify.annotations.NullMarked;
