package io.dockerkit.impl.container;

import io.dockerkit.container.ContainerDetails;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A container's end of a network in an answer to inspect. Immutable and thread-safe. */
record ReportedEndpoint(
        String network,
        String networkId,
        Optional<String> ipAddress,
        OptionalInt prefixLength,
        Optional<String> gateway,
        Optional<String> ipv6Address,
        Optional<String> macAddress,
        List<String> aliases)
        implements ContainerDetails.NetworkEndpoint {}
