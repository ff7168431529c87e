// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files of the page, from the jar: these and no others. */
final class Page {
    private static final Map<String, String> TYPES = Map.of(
            "/index.html", "text/html; charset=utf-8",
            "/console.js", "text/javascript; charset=utf-8",
            "/console.css", "text/css; charset=utf-8");

    private Page() {}

    static void send(HttpExchange exchange, String path) throws IOException {
        String file = path.equals("/") ? "/index.html" : path;
        String type = TYPES.get(file);
        if (type == null) {
            Answer.problem(exchange, 404, "There is no such file.");
            return;
        }
        try (InputStream in = Page.class.getResourceAsStream("page" + file)) {
            if (in == null) {
                throw new IOException("the jar lacks " + file);
            }
            Answer.bytes(exchange, type, in.readAllBytes());
        }
    }
}
