package io.dspt.monitor.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.helm.Manifests.PodTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a container finds, laid out below a folder; secrets hold what such a secret holds.
 *
 * @param root stands for {@code /}
 */
record MountedFiles(Path root) {
    private static final Pattern NAMED = Pattern.compile("/(?:etc|var/lib)/dspt-monitor[^\\s\"',;]*");
    private static final String PASSWORD = "an invented password";

    /** Lays them out. */
    static MountedFiles of(PodTemplate pod, JsonNode container, Manifests manifests, Path root)
            throws IOException, InterruptedException {
        for (JsonNode mount : container.path("volumeMounts")) {
            Path folder =
                    Files.createDirectories(inside(root, mount.path("mountPath").asText()));
            String name = mount.path("name").asText();
            if (name.equals("configuration")) {
                String map = pod.volume(name).path("configMap").path("name").asText();
                JsonNode data = manifests.one("ConfigMap", map).path("data");
                data.fieldNames()
                        .forEachRemaining(file -> write(
                                folder.resolve(file),
                                data.path(file).asText().replace("/etc/dspt-monitor", root + "/etc/dspt-monitor")));
            }
            if (name.equals("secrets")) {
                for (JsonNode source : pod.volume(name).path("projected").path("sources")) {
                    for (JsonNode item : source.path("secret").path("items")) {
                        secret(folder.resolve(item.path("path").asText()));
                    }
                }
            }
        }
        return new MountedFiles(root);
    }

    /** A path of the container, here. */
    Path file(String path) {
        return inside(root, path);
    }

    /** Whatever a text names of these files and is not there. */
    TreeSet<String> missing(String text) {
        TreeSet<String> missing = new TreeSet<>();
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            if (!Files.exists(file(named.group()))) {
                missing.add(named.group());
            }
        }
        return missing;
    }

    private static Path inside(Path root, String path) {
        return root.resolve(path.substring(1));
    }

    private static void secret(Path file) throws IOException, InterruptedException {
        String name = file.getFileName().toString();
        if (name.equals("webhook.p12")) {
            Tool.Run made = Tool.ofJdk("keytool")
                    .run(
                            file.getParent(),
                            List.of(
                                    "-genkeypair",
                                    "-keyalg",
                                    "EC",
                                    "-dname",
                                    "CN=webhook.example.nhs.uk",
                                    "-storetype",
                                    "PKCS12",
                                    "-keystore",
                                    file.toString(),
                                    "-storepass",
                                    PASSWORD));
            if (made.exitCode() != 0) {
                throw new IllegalStateException(made.output());
            }
        } else {
            write(file, content(name));
        }
    }

    private static String content(String name) {
        if (name.startsWith("trusted-")) {
            return pem("PUBLIC KEY", keys().getPublic());
        }
        if (name.equals("control.pem")) {
            return pem("PRIVATE KEY", keys().getPrivate());
        }
        if (name.equals("connection-string")) {
            return "Endpoint=sb://invented.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b";
        }
        return PASSWORD;
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    private static String pem(String what, Key key) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + what + "-----\n";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
