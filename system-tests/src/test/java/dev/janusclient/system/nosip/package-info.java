// SPDX-License-Identifier: Apache-2.0
/** The NoSIP plugin against the real Janus. */
package dev.janusclient.system.nosip;
