package io.dockerkit.impl.network;

import io.dockerkit.network.NetworkDetails;
import java.util.Optional;

/** A container in an answer to an inspect of its network. Immutable and thread-safe. */
record ReportedMember(
        String name,
        String endpointId,
        Optional<String> macAddress,
        Optional<String> ipv4,
        Optional<String> ipv6)
        implements NetworkDetails.Member {}
