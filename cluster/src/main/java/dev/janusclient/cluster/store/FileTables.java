// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

import dev.janusclient.cluster.store.LocalStore.MemberRow;
import dev.janusclient.cluster.store.LocalStore.Tables;
import dev.janusclient.cluster.store.OwnershipRules.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a {@link FileStore} while its lock is held. A row is a file: one line with its columns, separated by blanks, which
 * names do not contain; a session's ticket follows, as it is.
 */
final class FileTables implements Tables {
    private static final String NONE = "-";
    private static final String ANY = "*";
    private static final String SUFFIX = ".row";

    private final Path folder;
    private final Path memberFiles;
    private final Path sessionFiles;
    private final Path requestFiles;
    // The lock is held: within one call no other process changes a member.
    private final Map<String, MemberRow> read = new HashMap<>();

    FileTables(Path folder, FileLock held) {
        if (!held.isValid()) {
            throw new IllegalArgumentException("held: the lock is not held");
        }
        this.folder = folder;
        this.memberFiles = folder.resolve("members");
        this.sessionFiles = folder.resolve("sessions");
        this.requestFiles = folder.resolve("requests");
    }

    /** Creates what is missing, checks the format's version, and deletes what a killed process left unfinished. */
    void prepare(int version) throws IOException {
        Files.createDirectories(memberFiles);
        Files.createDirectories(sessionFiles);
        // Versions of this library that know no requests leave it alone.
        Files.createDirectories(requestFiles);
        Path file = folder.resolve("version");
        String found = content(file);
        if (found == null) {
            replace(file, Integer.toString(version));
        } else if (!found.equals(Integer.toString(version))) {
            throw new StoreSchemaException("files in " + folder, found, version);
        }
        for (Path table : List.of(memberFiles, sessionFiles, requestFiles)) {
            try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(table, "*.tmp")) {
                for (Path one : unfinished) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    @Override
    public @Nullable MemberRow member(String name) throws IOException {
        MemberRow known = read.get(name);
        if (known == null) {
            Path file = file(memberFiles, name);
            String text = content(file);
            if (text != null) {
                known = member(file, text.split(" "));
                read.put(name, known);
            }
        }
        return known;
    }

    @Override
    public Collection<MemberRow> members() throws IOException {
        List<MemberRow> rows = new ArrayList<>();
        for (Path file : files(memberFiles)) {
            rows.add(member(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split(" ")));
        }
        return rows;
    }

    @Override
    public void put(MemberRow row) throws IOException {
        replace(
                file(memberFiles, row.id().name()),
                String.join(
                        " ",
                        row.id().name(),
                        row.id().incarnation(),
                        Long.toString(row.renewedAt()),
                        Long.toString(row.leaseNanos()),
                        Integer.toString(row.report().sessions()),
                        Boolean.toString(row.report().draining())));
        read.put(row.id().name(), row);
    }

    @Override
    public void removeMember(String name) throws IOException {
        Files.deleteIfExists(file(memberFiles, name));
        read.remove(name);
    }

    @Override
    public @Nullable Row session(SessionKey key) throws IOException {
        Path file = file(key);
        String text = content(file);
        if (text == null) {
            return null;
        }
        int line = text.indexOf('\n');
        if (line < 0) {
            throw malformed(file);
        }
        return new Row(session(file, text.substring(0, line).split(" ")), text.substring(line + 1));
    }

    @Override
    public Collection<Ownership> sessions() throws IOException {
        List<Ownership> rows = new ArrayList<>();
        for (Path file : files(sessionFiles)) {
            try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                String line = reader.readLine();
                rows.add(session(file, line == null ? new String[0] : line.split(" ")));
            }
        }
        return rows;
    }

    @Override
    public void put(Row row) throws IOException {
        Ownership session = row.session();
        MemberId owner = session.owner();
        String columns = String.join(
                " ",
                session.session().server(),
                Long.toString(session.session().sessionId()),
                session.kind(),
                Long.toString(session.epoch()),
                owner == null ? NONE : owner.name(),
                owner == null ? NONE : owner.incarnation());
        replace(file(session.session()), columns + "\n" + row.ticket());
    }

    @Override
    public void remove(SessionKey key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    @Override
    public Collection<HandoverRequest> requests() throws IOException {
        List<HandoverRequest> rows = new ArrayList<>();
        for (Path file : files(requestFiles)) {
            rows.add(request(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split(" ")));
        }
        return rows;
    }

    @Override
    public void put(HandoverRequest request) throws IOException {
        String to = request.to();
        replace(
                requestFile(request.session()),
                String.join(
                        " ",
                        request.session().server(),
                        Long.toString(request.session().sessionId()),
                        Long.toString(request.epoch()),
                        request.from(),
                        // A name may be a hyphen.
                        to == null ? ANY : to));
    }

    @Override
    public void removeRequest(SessionKey key) throws IOException {
        Files.deleteIfExists(requestFile(key));
    }

    private HandoverRequest request(Path file, String[] columns) throws IOException {
        try {
            return new HandoverRequest(
                    new SessionKey(columns[0], Long.parseLong(columns[1])),
                    Long.parseLong(columns[2]),
                    columns[3],
                    columns[4].equals(ANY) ? null : columns[4]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw malformed(file);
        }
    }

    private MemberRow member(Path file, String[] columns) throws IOException {
        try {
            return new MemberRow(
                    new MemberId(columns[0], columns[1]),
                    Long.parseLong(columns[2]),
                    Long.parseLong(columns[3]),
                    new MemberReport(Integer.parseInt(columns[4]), Boolean.parseBoolean(columns[5])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw malformed(file);
        }
    }

    private Ownership session(Path file, String[] columns) throws IOException {
        try {
            boolean owned = !(columns[4].equals(NONE) && columns[5].equals(NONE));
            return new Ownership(
                    new SessionKey(columns[0], Long.parseLong(columns[1])),
                    columns[2],
                    owned ? new MemberId(columns[4], columns[5]) : null,
                    Long.parseLong(columns[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw malformed(file);
        }
    }

    private static IOException malformed(Path file) {
        return new IOException("the file " + file + " is not a row of this store; delete it");
    }

    private static List<Path> files(Path table) throws IOException {
        List<Path> rows = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(table, "*" + SUFFIX)) {
            found.forEach(rows::add);
        }
        return rows;
    }

    private Path file(SessionKey key) {
        return file(sessionFiles, key.server() + "@" + key.sessionId());
    }

    private Path requestFile(SessionKey key) {
        return file(requestFiles, key.server() + "@" + key.sessionId());
    }

    /** A row's file. Some systems do not allow colons in names, and do not tell cases apart. */
    private static Path file(Path table, String name) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ':' || (c >= 'A' && c <= 'Z')) {
                safe.append('+').append(Integer.toHexString(c));
            } else {
                safe.append(c);
            }
        }
        return table.resolve(safe + SUFFIX);
    }

    private static @Nullable String content(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void replace(Path file, String content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(unfinished, content.getBytes(StandardCharsets.UTF_8));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
