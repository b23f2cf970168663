#!/usr/bin/env python3
"""Records what docker compose sends to an engine for the cases in dockerkit-compose/src/test/resources/compose/up.

usage: DOCKERKIT_COMPOSE=PROGRAM dev/lib/record-compose-up.py [FILE.cases...]

The engine is that of stub_engine.py, once with the API of Docker 20.10 and once with that of 28. Recorded are all requests that
change something, with their bodies as they mean the same: without null, 0, false and the empty text, list and map, except where
these differ from nothing (KEPT); with lists in order that the program takes from maps; and with names for IDs. Requests that the
program sends side by side are in an order of their own, too: see `ordered`.
"""
import glob, json, os, re, shutil, subprocess, sys
import compose_cases, stub_engine

VERSIONS = ("1.41", "1.51")
MNT = "/mnt"
KEPT = {"Cmd", "Entrypoint", "Init", "EnableIPv4", "EnableIPv6", "MaskedPaths", "ReadonlyPaths", "text", "force", "v", "t"}
MAPS = {"Labels", "Options", "DriverOpts", "ExposedPorts", "EndpointsConfig", "Tmpfs", "Sysctls", "Config", "Annotations", "StorageOpt"}
UNORDERED = {"Env", "Binds", "Mounts", "Ulimits", "Links", "ExtraHosts"}


def meant(value, key=""):
    if isinstance(value, dict):
        out = {k: meant(v, k) for k, v in value.items()}
        out = {k: v for k, v in out.items() if v is not None and (k in KEPT or key in MAPS or v not in ("", 0, False, [], {}, [0, 0]))}
        # a random number
        if "com.docker.compose.slug" in out: out["com.docker.compose.slug"] = "{slug}"
        if "com.docker.compose.depends_on" in out:
            out["com.docker.compose.depends_on"] = ",".join(sorted(out["com.docker.compose.depends_on"].split(",")))
        return out
    if isinstance(value, list):
        items = [meant(v) for v in value]
        return sorted(items, key=lambda v: json.dumps(v, sort_keys=True)) if key in UNORDERED else items
    return value


def written(request, names):
    query = "&".join(f"{k}={v}" for k, v in sorted(request["query"].items()))
    text = f"{request['method']} {request['path']}" + (f"?{query}" if query else "") + "\n"
    body = request["body"]
    # older engines are told so with each network, and take it for granted since 1.44
    if request["path"] == "/networks/create": body = {k: v for k, v in body.items() if k != "CheckDuplicate"}
    if body is not None: text += json.dumps(meant(body), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    # an ID means the same as its name
    for id, name in names.items(): text = text.replace(id, name)
    return text


def container_of(request, names):
    """The name of the container that a request is for, or nothing. A new one is called <id>_<name> at first."""
    name = ""
    if request["path"] == "/containers/create": name = request["query"].get("name", "")
    elif m := re.match(r"/containers/([^/]+)", request["path"]): name = names.get(m[1], m[1])
    elif re.match(r"/networks/[^/]+/(?:dis)?connect", request["path"]): name = names.get(request["body"]["Container"], "?")
    return re.sub(r"^[0-9a-f]{12}_", "", name)


def ordered(requests, names):
    """Requests for networks and volumes first, by their text; then those of each container together, by its name."""
    groups = {}
    for r in requests:
        name = container_of(r, names)
        groups.setdefault(name, []).append(written(r, names))
    first = sorted(groups.pop("", []))
    return first + [text for name in sorted(groups) for text in groups[name]]


def run(program, case, api):
    """Returns the requests of each command, and what the program said if it failed."""
    for name in os.listdir(MNT): shutil.rmtree(f"{MNT}/{name}")
    os.makedirs(f"{MNT}/home")
    os.makedirs(f"{MNT}/socket")
    project, inside = compose_cases.unpack(case, MNT)
    engine = stub_engine.Engine(api)
    server = stub_engine.serve(engine, f"{MNT}/socket/s")
    env = {"HOME": f"{MNT}/home", "PATH": "/usr/bin:/bin", "PWD": inside, "DOCKER_HOST": f"unix://{MNT}/socket/s",
           "COMPOSE_PROGRESS": "quiet", **case.env}
    parts, names = [], {stub_engine.id_of(name): name for name in ("existing-network", "existing-volume")}
    for words in case.runs or [["up", "--detach"]]:
        engine.requests.clear()
        options = []
        while words and words[0] == "-f": options, words = options + words[:2], words[2:]
        args = [a.replace("@DIR@", project) for a in case.args]
        p = subprocess.run([program, *args, *options, *words], cwd=inside, env=env, capture_output=True, timeout=60,
                           input=case.files.get("-", "").encode())
        for r in engine.requests:
            name = r["query"].get("name") if r["path"] == "/containers/create" else r["body"]["Name"] if r["path"] == "/networks/create" else None
            if name: names[stub_engine.id_of(name)] = name
        text = "".join(ordered(engine.requests, names))
        if p.returncode:
            said = [l for l in p.stderr.decode().strip().split("\n") if not re.match(r'time="', l)]
            # the names of several networks are in any order
            text += "! " + re.sub(r"\((\w+), (\w+)\)", lambda m: f"({', '.join(sorted(m.groups()))})", said[-1]) + "\n"
        parts.append(text)
    server.shutdown()
    server.server_close()
    return parts


def record_file(program, path):
    """Returns the lines of a recording."""
    cases = compose_cases.read(path)
    out = [f"# What docker compose {compose_cases.version(program)} sends for the cases in {os.path.basename(path)}; by dev/lib/record-compose-up.py.\n"]
    for case in cases:
        out.append(f"== {case.name} ==")
        # requests that differ from run to run would not be ordered
        both = {}
        for api in VERSIONS:
            one, other, third = (run(program, case, api) for _ in range(3))
            if not one == other == third: print(f"{path}: {case.name}: API {api}: not the same each time", file=sys.stderr)
            both[api] = one
        old, new = (both[v] for v in VERSIONS)
        for number, (a, b) in enumerate(zip(old, new), 1):
            suffix = f" {number}" if len(old) > 1 else ""
            # of most, both are the same
            if a == b: out.append(f"-- both{suffix} --\n{a}".rstrip("\n"))
            else: out += [f"-- {VERSIONS[0]}{suffix} --\n{a}".rstrip("\n"), f"-- {VERSIONS[1]}{suffix} --\n{b}".rstrip("\n")]
        out.append("")
    return out


compose_cases.record(__file__, MNT, glob.glob(f"{compose_cases.ROOT}/up/*.cases"), record_file)
