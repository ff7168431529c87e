// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.cli;

import dev.janusclient.admin.AdminReply.StoredToken;
import dev.janusclient.message.Secret;
import dev.janusclient.tools.cli.Output.Column;
import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.tools.model.SafeText;
import dev.janusclient.tools.model.Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus tokens}. */
@Command(
        name = "tokens",
        description = "Lists the tokens that the server has stored, adds one, or removes one.",
        footer = {
            "Tokens are named by the beginning of their SHA-256, so that none has to be printed.",
            "The server needs token_auth = true in janus.jcfg."
        })
final class TokensCommand extends Subcommand {
    private static final int TOKEN_BYTES = 24;
    private static final int FINGERPRINT = 12;

    @Option(
            names = "--add",
            paramLabel = "FILE",
            description = "Makes a new token, adds it, and writes it into a new file.")
    private Path add = Path.of("");

    @Option(names = "--remove", paramLabel = "FINGERPRINT", description = "Removes a token.")
    private String remove = "";

    @Option(names = "--yes", description = "Does not ask before it removes a token.")
    private boolean yes;

    @Parameters(arity = "0..*", paramLabel = "PLUGIN", description = "Which plugins a new token may use; all if none.")
    private List<String> plugins = List.of();

    /** A token without the token. */
    record Listed(String fingerprint, List<String> plugins) {
        static Listed of(StoredToken token) {
            List<String> allowed = token.allowedPlugins();
            return new Listed(
                    TokensCommand.fingerprint(token.token()),
                    allowed == null
                            ? List.of()
                            : allowed.stream().map(SafeText::of).toList());
        }
    }

    @Override
    ExitCode run() {
        Server server = janus().server();
        if (!add.toString().isEmpty()) {
            add(server);
        } else if (!remove.isEmpty()) {
            remove(server);
        } else {
            output().rows(
                            server.admin(server.admin().listTokens()).stream()
                                    .map(Listed::of)
                                    .toList(),
                            "No token is stored.",
                            Column.<Listed>of("FINGERPRINT", Listed::fingerprint),
                            Column.of("PLUGINS", each -> String.join(" ", each.plugins())));
        }
        return ExitCode.OK;
    }

    private void add(Server server) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        Secret token = Secret.of(HexFormat.of().formatHex(random));
        List<String> full =
                plugins.stream().map(each -> Plugins.named(each).name()).toList();
        PrivateFile.create(add, token.reveal() + "\n");
        List<String> allowed;
        try {
            allowed = server.admin(
                    full.isEmpty()
                            ? server.admin().addToken(token)
                            : server.admin().addToken(token, full));
        } catch (ProblemException e) {
            // Otherwise the server may have the token, as far as is known.
            if (e.kind() == Kind.REFUSED || e.kind() == Kind.UNAUTHORIZED || e.kind() == Kind.NOT_CONFIGURED) {
                PrivateFile.delete(add);
            }
            throw e;
        }
        output().done(
                        "Token " + fingerprint(token) + " is in " + add + "; it may use " + String.join(", ", allowed)
                                + ".",
                        Map.of("fingerprint", fingerprint(token), "file", add.toString(), "plugins", allowed));
    }

    private void remove(Server server) {
        StoredToken found = server.admin(server.admin().listTokens()).stream()
                .filter(each -> fingerprint(each.token()).equals(remove))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Kind.NOT_FOUND, "There is no token " + remove + "; 'janus tokens' lists those there are."));
        Terminal.confirm("Remove token " + remove + "?", yes);
        server.admin(server.admin().removeToken(found.token()));
        output().done("Token " + remove + " was removed.", Map.of("removed", remove));
    }

    static String fingerprint(Secret token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(Objects.requireNonNull(e.getMessage()), e);
        }
    }
}
