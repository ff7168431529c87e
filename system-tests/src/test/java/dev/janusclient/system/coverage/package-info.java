// SPDX-License-Identifier: Apache-2.0
/** What the other tests really did with Janus: noted while they run, and written to {@code docs/coverage.md} after them. */
package dev.janusclient.system.coverage;
