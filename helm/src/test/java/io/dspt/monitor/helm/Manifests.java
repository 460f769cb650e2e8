package io.dspt.monitor.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What was rendered.
 *
 * @param all in the order in which Helm wrote them
 */
record Manifests(List<JsonNode> all) {

    Manifests {
        all = List.copyOf(all);
    }

    /** Those of a kind. */
    List<JsonNode> ofKind(String kind) {
        return all.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .toList();
    }

    /** The one of this kind whose name ends so. */
    JsonNode one(String kind, String ending) {
        return ofKind(kind).stream()
                .filter(manifest -> name(manifest).endsWith(ending))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no " + kind + " …" + ending));
    }

    static String name(JsonNode manifest) {
        return manifest.path("metadata").path("name").asText();
    }

    /** Everything that becomes a pod. */
    List<PodTemplate> pods() {
        List<PodTemplate> pods = new ArrayList<>();
        for (JsonNode manifest : all) {
            String what = manifest.path("kind").asText() + "/" + name(manifest);
            if (manifest.path("kind").asText().equals("Pod")) {
                pods.add(new PodTemplate(what, manifest));
            } else if (manifest.path("spec").has("template")) {
                pods.add(new PodTemplate(what, manifest.path("spec").path("template")));
            }
        }
        return pods;
    }

    /**
     * A pod as it will be.
     *
     * @param of what makes it
     * @param node with its metadata and spec
     */
    record PodTemplate(String of, JsonNode node) {
        JsonNode spec() {
            return node.path("spec");
        }

        /** All that run in it, those that come first too. */
        List<JsonNode> containers() {
            List<JsonNode> containers = new ArrayList<>();
            spec().path("initContainers").forEach(containers::add);
            spec().path("containers").forEach(containers::add);
            return containers;
        }

        String label(String name) {
            return node.path("metadata").path("labels").path(name).asText();
        }

        /** Its volume of this name. */
        JsonNode volume(String name) {
            for (JsonNode volume : spec().path("volumes")) {
                if (volume.path("name").asText().equals(name)) {
                    return volume;
                }
            }
            throw new NoSuchElementException(of + " has no volume " + name);
        }

        @Override
        public String toString() {
            return of;
        }
    }
}
