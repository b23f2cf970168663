package io.dockerkit.impl.scope;

/** What can belong to a scope, in the order of removal: what uses others goes before them. */
public enum ObjectKind {
    /** A service of a swarm, known by its id. */
    SERVICE("/services", "/services", "docker service rm"),
    /** A container, known by its id. */
    CONTAINER("/containers", "/containers/json", "docker rm --force --volumes"),
    /** A network, known by its id. */
    NETWORK("/networks", "/networks", "docker network rm"),
    /** A volume, known by its name. */
    VOLUME("/volumes", "/volumes", "docker volume rm"),
    /** A secret of a swarm, known by its id. */
    SECRET("/secrets", "/secrets", "docker secret rm"),
    /** A config of a swarm, known by its id. */
    CONFIG("/configs", "/configs", "docker config rm");

    private final String path;
    private final String listPath;
    private final String removal;

    ObjectKind(String path, String listPath, String removal) {
        this.path = path;
        this.listPath = listPath;
        this.removal = removal;
    }

    /** Returns whether only managers of a swarm have such objects. */
    boolean isOfASwarm() {
        return this == SERVICE || this == SECRET || this == CONFIG;
    }

    String path() {
        return path;
    }

    String listPath() {
        return listPath;
    }

    /** Returns the command that removes one. */
    String removal() {
        return removal;
    }

    /** Returns its name for messages. */
    @Override
    public String toString() {
        return path.substring(1, path.length() - 1);
    }
}
