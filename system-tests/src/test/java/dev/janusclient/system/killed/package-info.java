// SPDX-License-Identifier: Apache-2.0
/** Process A is killed with SIGKILL in the midst of something; process B, the test, claims its session and goes on. */
package dev.janusclient.system.killed;
