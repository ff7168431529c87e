// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The client's end of the talk with the harness: says "ready", then for each line of standard input does what it names, says
 * "ran" as soon as that is done, so that the harness can read the processor time, and then its figures.
 */
public final class Work {
    /** One kind of work. */
    public interface Task {
        /** Does it, and returns what gives the figures. */
        Outcome run(int inFlight, int count) throws Exception;
    }

    /** What a task gave; figuring it out is not part of the work. */
    public interface Outcome {
        String figures();
    }

    private Work() {}

    /** Serves until standard input ends. */
    public static void serve(Map<String, Task> tasks) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("ready");
        String line = in.readLine();
        while (line != null) {
            String[] words = line.split(" ", 3);
            Task task = tasks.get(words[0]);
            try {
                if (task == null) {
                    throw new IllegalArgumentException(words[0] + " is not known here");
                }
                Outcome outcome = task.run(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                say("ran");
                say(outcome.figures());
            } catch (Exception e) {
                e.printStackTrace();
                say("failed " + e);
            }
            line = in.readLine();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
