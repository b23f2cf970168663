package io.dockerkit.container;

/** x. */
public interface Container {}
