package io.dockerkit.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockerkit.impl.json.JsonText;
import io.dockerkit.lab.Endurance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Documents of an engine in which any field is missing, null, of another kind or of a form of the future. Stateless and
 * thread-safe.
 */
final class OddDocuments {
    /** The fields that the answers read, in one document. */
    static final String WHOLE =
            """
            {"Id":"3fa9c1d0ab123fa9c1d0ab12","ID":"e1","Name":"/web","Names":["/web","/other/db"],"Path":"sh",
             "Args":["-c","echo hunter2"],"Image":"sha256:1","ImageID":"sha256:1","Command":"echo hunter2",
             "Created":"2024-01-02T03:04:05Z","CreatedAt":"2024-01-02T03:04:05+02:00","Status":"Up 5 minutes",
             "State":{"Status":"running","Running":true,"Paused":false,"Pid":12,"ExitCode":0,"OOMKilled":false,
              "Error":"","Health":{"Status":"healthy","FailingStreak":1,"Log":[{"Start":"2024-01-02T03:04:05Z",
               "End":"2024-01-02T03:04:06Z","ExitCode":1,"Output":"hunter2"}]},"StartedAt":"2024-01-02T03:04:05Z",
              "FinishedAt":"0001-01-01T00:00:00Z"},
             "Config":{"Image":"nginx","Env":["A=hunter2","B"],"Labels":{"a":"hunter2"},"Hostname":"h","User":"u",
              "WorkingDir":"/","Tty":false,"Entrypoint":["sh"],"Cmd":["hunter2"],"ExposedPorts":{"80/tcp":{}},
              "Volumes":{"/data":{}},"StopSignal":"SIGINT","Shell":["sh","-c"],"OnBuild":["RUN x"],
              "Healthcheck":{"Test":["CMD","echo hunter2"],"Interval":1000000000,"Timeout":1,"StartPeriod":2,
               "StartInterval":3,"Retries":4}},
             "HostConfig":{"AutoRemove":false,"NetworkMode":"default","Memory":5,"MemorySwap":-1,"MemoryReservation":1,
              "NanoCpus":500000000,"CpuQuota":1,"CpuPeriod":2,"CpuShares":3,"CpusetCpus":"0","PidsLimit":-1,"ShmSize":1,
              "RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3},
              "LogConfig":{"Type":"syslog","Config":{"token":"hunter2"}},"Privileged":true,"ReadonlyRootfs":true,
              "CapAdd":["X"],"CapDrop":null,"SecurityOpt":["seccomp=hunter2"],"Binds":["/a:/b"],
              "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8000-8010"}],"81/tcp":null},"Dns":["1.1.1.1"],
              "ExtraHosts":["a:1"]},"RestartCount":2,"SizeRw":3,"SizeRootFs":4,"id":"3fa9","name":"/web",
             "NetworkSettings":{"Networks":{"bridge":{"NetworkID":"n","IPAddress":"172.17.0.2","IPPrefixLen":16,
               "Gateway":"172.17.0.1","GlobalIPv6Address":"","MacAddress":"m","Aliases":["x"]}},
              "Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}],"81/tcp":null}},
             "Mounts":[{"Type":"volume","Name":"data","Source":"/s","Destination":"/d","RW":true}],
             "Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"}],
             "Labels":{"a":"hunter2"},"RepoTags":["a:1","<none>:<none>"],"RepoDigests":["a@sha256:2"],"Size":12,
             "Architecture":"amd64","Variant":"v8","Os":"linux","OsVersion":"10","Author":"me","Comment":"c","Parent":"sha256:4",
             "ParentId":"sha256:4","CreatedBy":"RUN echo hunter2","Tags":["a:1"],"mediaType":"m","digest":"sha256:5",
             "size":7,"platform":{"architecture":"arm64","os":"linux","variant":"v8"},"annotations":{"a":"hunter2"},
             "Descriptor":{"mediaType":"m","digest":"sha256:5","size":7,"platform":{"architecture":"a","os":"o"}},
             "Manifests":[{"ID":"sha256:6","Descriptor":{"digest":"sha256:6","size":1},"Available":true,"Kind":"image",
              "Size":{"Content":1,"Total":2},"ImageData":{"Platform":{"architecture":"a","os":"o"},"Containers":["c"]}}],
             "Available":true,"ImageData":{"Platform":{"architecture":"a","os":"o","variant":"v"},"Containers":["c"]},
             "description":"hunter2","star_count":3,"is_official":true,"RootFS":{"Layers":["sha256:3"]},"Driver":"local","Scope":"local",
             "Internal":true,"IPAM":{"Driver":"default","Options":{"a":"hunter2"},"Config":[{"Subnet":"10.0.0.0/8",
              "Gateway":"10.0.0.1","IPRange":"10.1.0.0/16","AuxiliaryAddresses":{"a":"10.0.0.2"}}]},
             "EnableIPv4":false,"EnableIPv6":true,"Attachable":true,"Ingress":true,"ConfigOnly":true,
             "ConfigFrom":{"Network":"n"},"UsageData":{"Size":-1,"RefCount":2},
             "ClusterVolume":{"ID":"v","Version":{"Index":4},"Spec":{"Group":"g","AccessMode":{"Scope":"single",
              "Sharing":"none","MountVolume":{},"BlockVolume":{}},"CapacityRange":{"RequiredBytes":1,"LimitBytes":0},
              "Availability":"active"},"Info":{"CapacityBytes":5}},
             "Options":{"password":"hunter2"},"Mountpoint":"/m",
             "Containers":{"3fa9":{"Name":"web","EndpointID":"e","MacAddress":"m","IPv4Address":"1","IPv6Address":""}},
             "ServerVersion":"28","ContainersRunning":1,"Images":2,"OperatingSystem":"o","NCPU":2,"MemTotal":3,
             "DockerRootDir":"/r","Version":"28.5.2","ApiVersion":"1.51","MinAPIVersion":"1.24","Arch":"amd64",
             "KernelVersion":"6","Type":"container","Action":"exec_start: sh -c hunter2","scope":"swarm",
             "Actor":{"ID":"3fa9","Attributes":{"name":"web","secret":"hunter2"}},"time":1700000000,
             "timeNano":1700000000000000001,"read":"2024-01-02T03:04:05Z",
             "cpu_stats":{"cpu_usage":{"total_usage":5,"percpu_usage":[1]},"system_cpu_usage":9,"online_cpus":2},
             "precpu_stats":{"cpu_usage":{"total_usage":1},"system_cpu_usage":2},
             "memory_stats":{"usage":5,"limit":9,"stats":{"inactive_file":1}},
             "networks":{"eth0":{"rx_bytes":1,"tx_bytes":2}},
             "blkio_stats":{"io_service_bytes_recursive":[{"op":"Read","value":1},{"op":"Write","value":2}]},
             "pids_stats":{"current":3},"Titles":["PID","CMD"],"Processes":[["1","sh -c hunter2"]],
             "Kind":1}
            """;

    private static final List<String> FORMS =
            List.of(
                    "null",
                    "\"\"",
                    "\"of the future\"",
                    "\"9999999999999999999999\"",
                    "\"80-90/quic\"",
                    "-1",
                    "18446744073709551615",
                    "1e300",
                    "0.5",
                    "true",
                    "[]",
                    "[null]",
                    "[[]]",
                    "[{}]",
                    "[1]",
                    "{}",
                    "{\"\":null}",
                    "{\"80-90/tcp\":[null,{}]}",
                    "{\"x\":{\"y\":[]}}");

    private OddDocuments() {}

    static JsonNode read(String text) {
        try {
            return JsonText.read(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The forms of one field after the other: all of them, or without endurance a fifth, of which each field gets the next. */
    static final class Forms {
        private static final int SHARES = Endurance.count(1, 5);

        private final List<JsonNode> all = FORMS.stream().map(OddDocuments::read).toList();
        private int share;

        /** Starts with a share that is another for each answer. */
        Forms(int share) {
            this.share = share;
        }

        private List<JsonNode> next() {
            int first = Math.floorMod(share++, SHARES);
            return IntStream.range(0, all.size())
                    .filter(i -> i % SHARES == first)
                    .mapToObj(all::get)
                    .toList();
        }
    }

    /**
     * Calls the action with each document that differs from the whole one in one field, at any depth below the outermost
     * fields named. It may not keep the document.
     */
    static void each(Set<String> outermost, Forms forms, Consumer<JsonNode> action) {
        ObjectNode whole = (ObjectNode) read(WHOLE);
        action.accept(whole);
        action.accept(read("{}"));
        whole.retain(outermost);
        each(whole, whole, forms, action);
    }

    private static void each(
            JsonNode whole, JsonNode node, Forms forms, Consumer<JsonNode> action) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                JsonNode value = object.remove(name);
                action.accept(whole);
                for (JsonNode form : forms.next()) {
                    object.set(name, form);
                    action.accept(whole);
                }
                object.set(name, value);
                each(whole, value, forms, action);
            }
        } else if (node instanceof ArrayNode array && array.size() > 0) {
            JsonNode value = array.remove(0);
            action.accept(whole);
            for (JsonNode form : forms.next()) {
                array.insert(0, form);
                action.accept(whole);
                array.remove(0);
            }
            array.insert(0, value);
            each(whole, value, forms, action);
        }
    }
}
