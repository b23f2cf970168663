package io.dockerkit.compose.file;

import io.dockerkit.compose.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** Puts the address pools of a network over those of another one, by their subnets. Stateless and thread-safe. */
final class MergeAddresses {
    private MergeAddresses() {}

    /**
     * Returns the merged pools. A pool of the override with another subnet is added, and comes in the place of the first pool
     * that it meets: so compose does it.
     */
    static YamlNode merge(YamlNode base, YamlNode over, KeyPath path) {
        for (YamlNode one : List.of(base, over)) {
            if (!one.isList()) {
                throw Nodes.unexpected(one, path, "a list");
            }
        }
        List<YamlNode> pools = new ArrayList<>();
        for (YamlNode own : base.list()) {
            YamlNode merged = own;
            for (YamlNode other : over.list()) {
                boolean isOther = !Merge.sameValue(subnet(other), subnet(merged));
                if (isOther && indexOf(pools, other) < 0) {
                    pools.add(other);
                    continue;
                }
                merged = Merge.mappings(merged, other, path, null);
                int index = indexOf(pools, merged);
                if (index < 0) {
                    pools.add(merged);
                } else {
                    pools.set(index, merged);
                }
            }
        }
        return base.with(pools);
    }

    private static YamlNode subnet(YamlNode pool) {
        YamlNode subnet = pool.get("subnet");
        return subnet == null ? pool.with(null) : subnet;
    }

    private static int indexOf(List<YamlNode> pools, YamlNode pool) {
        for (int i = 0; i < pools.size(); i++) {
            if (Merge.sameValue(subnet(pools.get(i)), subnet(pool))) {
                return i;
            }
        }
        return -1;
    }
}
