// SPDX-License-Identifier: Apache-2.0
/** What the tests of several plugins have in common. */
package dev.janusclient.system.plugin;
