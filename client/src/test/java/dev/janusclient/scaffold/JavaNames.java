// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.scaffold;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names and types of the wire in Java, as the plugins' records have them. */
final class JavaNames {
    private static final Set<String> SECRETS =
            Set.of("secret", "pin", "token", "admin_key", "ha1_secret", "srtp_crypto", "srtpcrypto", "rtsp_pwd");

    private JavaNames() {}

    /** {@code enable_recording} as a type: {@code EnableRecording}. */
    static String type(String wire) {
        return camel(wire, true);
    }

    /** {@code enable_recording} as a component or method: {@code enableRecording}. */
    static String member(String wire) {
        return camel(wire, false);
    }

    /** The type of one of several: {@code streams} is {@code Stream}. */
    static String singular(String wire) {
        return type(wire.replaceFirst("s$", ""));
    }

    private static String camel(String wire, boolean upper) {
        StringBuilder name = new StringBuilder();
        for (String word : wire.split("[_. -]", -1)) {
            boolean raise = upper || name.length() > 0;
            name.append(
                    raise && !word.isEmpty()
                            ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
                            : word);
        }
        return SourceVersion.isKeyword(name) ? name + "Value" : name.toString();
    }

    /** A record's component; one whose name on the wire does not follow from Java's names it. */
    static String component(Field field, String type, boolean nullable) {
        String name = member(field.name());
        String derived = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        String property = derived.equals(field.name()) ? "" : "@Json.Property(\"" + field.name() + "\") ";
        return property + (nullable ? "@Nullable " : "") + type + " " + name;
    }

    /** The type of a member that is always there. */
    static String typeOf(Field field, PluginTable plugin) {
        if (field.isArray()) {
            String element = field.element();
            return element.equals("array")
                    ? "List<" + (field.name().equals("allowed") ? "Secret" : "String") + ">"
                    : "List<" + boxed(plain("", element, plugin)) + ">";
        }
        return plain(field.name(), field.type(), plugin);
    }

    private static String plain(String name, String type, PluginTable plugin) {
        if (type.startsWith("integer") && !type.equals("integer(0|1)")) {
            boolean large = name.matches("(.*_)?(ssrc|id)(_\\d)?") && !name.endsWith("_ext_id");
            return large ? "long" : "int";
        } else if (type.startsWith("string")) {
            return SECRETS.contains(name.replaceFirst("^new_", "")) ? "Secret" : "String";
        } else if (type.equals("object{string:string}")
                || (type.equals("object") && name.matches("headers|.*_params"))) {
            return "Map<String, String>";
        } else if (type.startsWith("object")) {
            return "RawJson";
        }
        return switch (type) {
            case "boolean", "integer(0|1)" -> "boolean";
            case "real" -> "double";
            case "id" -> plugin.idsMayBeTexts() ? "JanusId" : "long";
            case "any" -> "RawJson";
            default -> type(type);
        };
    }

    /** The type of a member that may be absent. */
    static String boxed(String type) {
        return switch (type) {
            case "boolean" -> "Boolean";
            case "int" -> "Integer";
            case "long" -> "Long";
            case "double" -> "Double";
            default -> type;
        };
    }

    static boolean isPrimitive(String type) {
        return !boxed(type).equals(type);
    }

    /** The name of an event's record, from the last of its tag's conditions. */
    static String recordFor(String tag) {
        List<String> conditions = List.of(PluginTable.rowTag(tag).split(" \\+ ", -1));
        String last = conditions.get(conditions.size() - 1).replaceAll("/.*", "");
        return type(last.replaceAll("=ok$", "").replaceAll("^.*[.=]", "").replace("!", "no_"));
    }
}
