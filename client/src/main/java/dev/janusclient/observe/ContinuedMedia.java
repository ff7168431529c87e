// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.observe;

import dev.janusclient.recovery.MediaRecovery;
import java.time.Duration;

/**
 * How the media of a handle was continued whose owner has died.
 *
 * @param gap from the beginning of the takeover until media could flow; how long it took to notice that the owner had died is not in it
 * @param how what was done
 */
public record ContinuedMedia(Duration gap, MediaRecovery.Continued.How how) {}
