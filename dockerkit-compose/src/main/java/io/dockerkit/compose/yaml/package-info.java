/** Reads and writes YAML, as the docker CLI does. Start at {@link io.dockerkit.compose.yaml.YamlReader}. */
@NullMarked
package io.dockerkit.compose.yaml;

import org.jspecify.annotations.NullMarked;
