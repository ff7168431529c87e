// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import dev.janusclient.message.RawJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real browser with one page open: Debian's Chromium without a window, with a profile of its own that is deleted at
 * the end. Its camera and microphone are Chromium's fake ones (a moving picture, a short beep every half a second),
 * which every page may use without asking. For pages of one's own only: it runs without a sandbox, which root can't have.
 *
 * <p>WebRTC needs an interface that is not loopback, see {@link PrivateNetwork}; a page offers it after it was given
 * camera or microphone.
 */
public final class Browser implements AutoCloseable {
    private static final String PROGRAM = "chromium";
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--no-first-run",
            "--disable-gpu",
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            "--autoplay-policy=no-user-gesture-required",
            // Candidates with addresses: names are not resolved here of the kind "….local".
            "--disable-features=WebRtcHideLocalIpsWithMdns",
            // Nothing of its own on the network, and no crash handlers that outlive it.
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-breakpad",
            "--disable-crash-reporter",
            // Chromium chooses a free port and writes it to a file.
            "--remote-debugging-port=0");

    private final TempFolder folder = new TempFolder("browser-");
    private final ChildProcess process;
    private final DevToolsPage page;

    private Browser(URI uri) {
        if (!isInstalled()) {
            folder.close();
            throw new IllegalStateException("no browser: the program '" + PROGRAM + "' is not installed");
        }
        Path home = folder.folder("home");
        List<String> command = Stream.concat(
                        Stream.concat(
                                // It leaves things in both places.
                                Stream.of("env", "HOME=" + home, "TMPDIR=" + home, PROGRAM), FLAGS.stream()),
                        Stream.of("--user-data-dir=" + folder.resolve("profile"), "about:blank"))
                .toList();
        process = ChildProcess.start("Chromium", command, folder.path(), folder.resolve("chromium.log"));
        try {
            page = DevToolsPage.open(awaitDevTools(), uri);
            awaitLoaded();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Whether there is a Chromium to start. Ubuntu has none as a package. */
    public static boolean isInstalled() {
        return ChildProcess.findOnPath(PROGRAM) != null;
    }

    /**
     * Starts a browser and opens a page, a {@code file:} one too; returns once it is loaded.
     *
     * @throws IllegalStateException if it does not start, with the end of its log
     */
    public static Browser open(URI page) {
        return new Browser(page);
    }

    /**
     * Evaluates a JavaScript expression in the page; waits up to 60 s for it if it is a promise.
     *
     * @return its value as JSON
     * @throws IllegalStateException if it throws, with its message and stack
     */
    public RawJson run(String script) {
        return page.evaluate(script, SCRIPT_TIMEOUT);
    }

    /**
     * Writes a picture of the page, as it is in a window of that size from now on, as PNG.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public void screenshot(Path file, int width, int height) {
        try {
            Files.write(file, page.screenshot(width, height, SCRIPT_TIMEOUT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page's JavaScript holds, in bytes, once what nothing refers to any more is collected. */
    public long heapBytes() {
        return page.heapBytes(SCRIPT_TIMEOUT);
    }

    /** Everything Chromium logged. */
    public String log() {
        return process.log();
    }

    /** Where its profile is, and everything else it leaves. */
    Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        page.close();
        stop();
    }

    /** Ends the browser with all its processes, and only then deletes what they write to. */
    private void stop() {
        List<ProcessHandle> helpers = ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
        process.close();
        helpers.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + END_TIMEOUT.toNanos();
        while (helpers.stream().anyMatch(Browser::runs) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TICK.toNanos());
        }
        folder.close();
    }

    /** Whether it still does anything: one that is dead but not reaped yet has no command any more. */
    private static boolean runs(ProcessHandle one) {
        return one.isAlive() && one.info().command().isPresent();
    }

    private int awaitDevTools() {
        Path file = folder.resolve("profile").resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            List<String> lines = lines(file);
            // The second line is a path: it is there once the first one is whole.
            if (lines.size() > 1) {
                return Integer.parseInt(lines.get(0));
            }
            tick(deadline, "does not listen");
        }
    }

    private void awaitLoaded() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!page.evaluate("location.href != 'about:blank' && document.readyState", SCRIPT_TIMEOUT)
                .asString()
                .equals("complete")) {
            tick(deadline, "does not load the page");
        }
    }

    private void tick(long deadline, String trouble) {
        boolean ended = process.awaitExit(TICK);
        if (ended || System.nanoTime() - deadline > 0) {
            throw new IllegalStateException("Chromium "
                    + (ended ? "ended with exit code " + process.exitCode() : trouble)
                    + ". The end of its log:\n" + process.logTail(30));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
