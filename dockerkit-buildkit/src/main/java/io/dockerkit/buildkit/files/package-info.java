/**
 * Files to and from the engine, by the protocol of fsutil, of which only what has changed travels. Start at
 * {@link io.dockerkit.buildkit.files.FileSender}.
 */
@NullMarked
package io.dockerkit.buildkit.files;

import org.jspecify.annotations.NullMarked;
