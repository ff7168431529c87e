// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.rtp;

/**
 * What one side has received of what the other one sent, as it reports it (RFC 3550 section 6.4.1).
 *
 * @param fractionLost the part of the packets that were expected in the last interval between two reports and did not come, 0 to 1;
 *     0 if duplicates made up for them
 * @param lost packets that did not come since the beginning; negative if more duplicates came. In a report it ends at 8,388,607
 * @param jitterMillis the mean deviation of the time that packets take, in milliseconds
 */
public record ReceptionReport(double fractionLost, long lost, double jitterMillis) {}
