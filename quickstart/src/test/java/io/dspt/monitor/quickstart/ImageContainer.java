package io.dspt.monitor.quickstart;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * A command in a container of the image, as a cluster would run it: as nobody, on a root file system that cannot be written,
 * without a capability. It shares this machine's addresses, so that it meets a broker on the loopback address.
 */
final class ImageContainer implements AutoCloseable {
    /** Where what it is told is mounted. */
    static final String CONFIGURATION = "/etc/dspt-monitor";
    /** Where it may keep state. */
    static final String STATE = "/var/lib/dspt-monitor";

    private static final List<String> MOUNTED = List.of(CONFIGURATION, STATE, "/tmp");
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    /** As the chart gives it. */
    private static final int LONGEST_STOP_SECONDS = 45;

    private static final long MEMORY_BYTES = 2L << 30;

    private final GenericContainer<?> container;

    private ImageContainer(GenericContainer<?> container) {
        this.container = container;
    }

    /** The image that the environment names, {@code DSPT_IMAGE=dspt-monitor:0.1.0-SNAPSHOT}, or null. */
    static @Nullable String image() {
        return System.getenv("DSPT_IMAGE");
    }

    /** That image; where there is none, the test is skipped and says so. */
    static String requiredImage() {
        String image = image();
        if (image == null) {
            String skipped = "SKIPPED: DSPT_IMAGE names no image; images/check makes one and runs this test on it";
            System.err.println(skipped);
            Assumptions.abort(skipped);
        }
        return image;
    }

    /**
     * Starts a command that goes on, and waits until it says something.
     *
     * @param configuration a folder that everybody may read
     */
    static ImageContainer start(String image, Path configuration, String line, String... command) {
        return started(restricted(image, configuration, command)
                .waitingFor(
                        Wait.forLogMessage(".*" + Pattern.quote(line) + ".*", 1).withStartupTimeout(LONGEST_START)));
    }

    /** Runs a command to its end, which is not a failure. */
    static ImageContainer run(String image, Path configuration, String... command) {
        return started(restricted(image, configuration, command)
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(LONGEST_START)));
    }

    private static ImageContainer started(GenericContainer<?> container) {
        try {
            container.start();
            return new ImageContainer(container);
        } catch (RuntimeException e) {
            container.stop();
            throw e;
        }
    }

    private static GenericContainer<?> restricted(String image, Path configuration, String... command) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withCommand(command)
                .withNetworkMode("host")
                .withEnv("JDK_JAVA_OPTIONS", "-Xmx512m -XX:TieredStopAtLevel=1")
                .withTmpFs(Map.of("/tmp", "rw,exec,mode=1777", STATE, "rw,uid=65532,gid=65532"))
                .withCreateContainerCmdModifier(create -> restrict(Objects.requireNonNull(create.getHostConfig()))
                        .withBinds(new Bind(configuration.toString(), new Volume(CONFIGURATION), AccessMode.ro)));
    }

    private static HostConfig restrict(HostConfig host) {
        return host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY_BYTES);
    }

    /** What it has said so far. */
    String said() {
        return container.getLogs(OutputType.STDERR).strip();
    }

    /** The first group of this in what it has said so far. */
    String saidMatching(Pattern pattern) {
        Matcher matcher = pattern.matcher(said());
        if (!matcher.find()) {
            throw new AssertionError("not said: " + pattern + " in:\n" + said());
        }
        return matcher.group(1);
    }

    /** Asks it to stop by a signal, as a cluster does, waits for its end and gives its exit code. */
    long stop() {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout(LONGEST_STOP_SECONDS)
                .exec();
        return Objects.requireNonNull(inspected().getState().getExitCodeLong());
    }

    /** What was written to its root file system: all that the image has not, but places where something is mounted. */
    List<String> written() {
        return docker().containerDiffCmd(container.getContainerId()).exec().stream()
                .map(ChangeLog::getPath)
                .filter(path -> MOUNTED.stream().noneMatch(mounted -> (mounted + "/").startsWith(path + "/")))
                .sorted()
                .toList();
    }

    /** What the engine knows of it. */
    InspectContainerResponse inspected() {
        return container.getCurrentContainerInfo();
    }

    /** A file of the image. */
    String file(String path) {
        return container.copyFileFromContainer(path, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    @Override
    public void close() {
        container.stop();
    }
}
