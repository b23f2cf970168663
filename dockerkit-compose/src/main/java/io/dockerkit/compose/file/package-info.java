/** Reads Compose files and merges them to one document: YAML, variables, include, extends, merge rules, the schema. Begin at {@link io.dockerkit.compose.file.DocumentLoader}. */
@NullMarked
package io.dockerkit.compose.file;

import org.jspecify.annotations.NullMarked;
