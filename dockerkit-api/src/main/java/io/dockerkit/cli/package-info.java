/**
 * The grammar of docker command lines, which all specs speak: a {@link io.dockerkit.cli.Flag} is a row of a command's
 * {@link io.dockerkit.cli.FlagTable}; a spec keeps {@link io.dockerkit.cli.FlagValues}; from them follow the command
 * line and, through a {@link io.dockerkit.cli.RequestDraft}, the request.
 *
 * <p>Applications use the fluent options of the specs and meet this package only in Javadoc.
 */
@org.jspecify.annotations.NullMarked
package io.dockerkit.cli;
