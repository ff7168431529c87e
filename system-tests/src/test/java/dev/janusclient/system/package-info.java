// SPDX-License-Identifier: Apache-2.0
/** Tests of all modules together, against the real Janus. */
package dev.janusclient.system;
