@NullMarked
package dev.janusclient.testkit;

import org.jspecify.annotations.NullMarked;
