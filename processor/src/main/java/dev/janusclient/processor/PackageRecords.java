// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** The records of one package that are read from JSON, and what they require. */
final class PackageRecords {
    private static final String JSON = "io.avaje.jsonb.Json";
    private static final String FALSE_IF_ABSENT = "dev.janusclient.message.FalseIfAbsent";
    private static final String NULLABLE = "org.jspecify.annotations.Nullable";

    private final Set<TypeElement> records = new LinkedHashSet<>();

    /** Those of them that stand inside others. */
    private final Set<Element> inner = new HashSet<>();

    PackageRecords(PackageElement in) {
        collect(in);
        for (TypeElement record : records) {
            for (RecordComponentElement component : record.getRecordComponents()) {
                noteInner(component.asType());
            }
        }
    }

    private void collect(Element within) {
        for (TypeElement type : ElementFilter.typesIn(within.getEnclosedElements())) {
            if (type.getKind() == ElementKind.RECORD && annotation(type, JSON) != null) {
                records.add(type);
            }
            collect(type);
        }
    }

    private void noteInner(TypeMirror type) {
        if (type instanceof DeclaredType declared) {
            inner.add(declared.asElement());
            declared.getTypeArguments().forEach(this::noteInner);
        }
    }

    /** By record: the names of members; and the paths to those of objects in members. A list's objects have a row of their own. */
    Map<TypeElement, List<String>> required() {
        Map<TypeElement, List<String>> required = new LinkedHashMap<>();
        records.forEach(record -> required.put(record, requiredBy(record, Set.of())));
        return required;
    }

    /** @param around the records that this one stands in: one that holds itself is not followed any further */
    private List<String> requiredBy(TypeElement record, Set<TypeElement> around) {
        Set<TypeElement> path = new HashSet<>(around);
        path.add(record);
        List<String> paths = new ArrayList<>();
        for (RecordComponentElement component : record.getRecordComponents()) {
            Element field = fieldOf(component, record);
            if (annotation(field, JSON + ".Unmapped") != null) {
                continue;
            }
            String name = nameOf(field, record);
            TypeMirror type = component.asType();
            boolean mayBeAbsent = isNullable(component)
                    || annotation(component, FALSE_IF_ABSENT) != null
                    || (type.getKind().isPrimitive() && inner.contains(record));
            if (!mayBeAbsent) {
                paths.add(name);
            }
            if (type instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement object
                    && records.contains(object)
                    && !path.contains(object)) {
                requiredBy(object, path).forEach(inside -> paths.add(name + "." + inside));
            }
        }
        return paths;
    }

    private static boolean isNullable(RecordComponentElement component) {
        return has(component.asType().getAnnotationMirrors(), NULLABLE)
                || has(component.getAccessor().getReturnType().getAnnotationMirrors(), NULLABLE);
    }

    private static boolean has(List<? extends AnnotationMirror> annotations, String name) {
        return annotations.stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals(name));
    }

    /** The library's annotations do not apply to components, so they stand on the fields. */
    private static Element fieldOf(RecordComponentElement component, TypeElement record) {
        return ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                .findFirst()
                .orElseThrow();
    }

    /** The component's name on the wire. */
    private static String nameOf(Element field, TypeElement record) {
        AnnotationMirror named = annotation(field, JSON + ".Property");
        if (named != null) {
            return String.valueOf(value(named, "value"));
        }
        String name = field.getSimpleName().toString();
        AnnotationMirror json = annotation(record, JSON);
        String naming = json == null ? "null" : String.valueOf(value(json, "naming"));
        if (naming.endsWith("LowerUnderscore")) {
            return name.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        } else if (naming.equals("null") || naming.endsWith("Match")) {
            return name;
        }
        throw new IllegalStateException(record + ": names by " + naming + " are not known here");
    }

    private static @Nullable AnnotationMirror annotation(Element element, String name) {
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            if (annotation.getAnnotationType().toString().equals(name)) {
                return annotation;
            }
        }
        return null;
    }

    private static @Nullable Object value(AnnotationMirror annotation, String member) {
        for (Map.Entry<? extends Element, ? extends AnnotationValue> entry :
                annotation.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(member)) {
                return entry.getValue().getValue();
            }
        }
        return null;
    }
}
