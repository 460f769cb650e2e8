package io.dspt.monitor.core.yaml;

/** A file says something that cannot be accepted; the message is meant for the person who wrote it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String path;
    private final String problem;

    /**
     * Says what is wrong and where.
     *
     * @param line 1-based, 0 when the whole file is meant
     * @param path dotted path of keys, empty for the whole document
     */
    public RefusedException(String file, int line, String path, String problem) {
        super(file + (line > 0 ? ":" + line : "") + ": " + (path.isEmpty() ? "" : path + ": ") + problem);
        this.file = file;
        this.line = line;
        this.path = path;
        this.problem = problem;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public String path() {
        return path;
    }

    public String problem() {
        return problem;
    }
}
