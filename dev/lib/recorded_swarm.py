"""The swarm part of the engine of record-commands.py, for lines with `service`, `swarm`, `node`, `secret`, `config`, `stack`.

It answers from parity/swarm-services.json and parity/swarm-objects.json, which the Java tests serve, too. The rules:

- An object is found by its ID or name; else the answer is 404 `{kind} {name} not found`. `GET /networks/{id}?scope=swarm`
  finds networks of that scope only.
- Lists answer the filters name and id (prefix), label (`k` or `k=v`), mode, role, service, node, desired-state and scope; all
  objects fit the other ones. ServiceStatus is in lists with `status=true` only.
- What a command creates is there until the command ends, with the ID `{kind}-{name}`, as in `secret-pw`. A created service
  is not kept: its ID is that of the canned service of its mode (`created` in swarm-objects.json). Updates change nothing.
- `SWARM=state` in front of a line selects the answer of /info (`info` in swarm-objects.json). Where it is `inactive` or
  `worker`, all endpoints but init, join, leave and unlock answer 503. `autolock` is a swarm with autolock.
- GET /distribution/{name}/json answers `distribution` in swarm-objects.json: the entry of the name, else of `*`; null is 404.

The files that the lines name are those of parity/swarm-files, and parity/stacks as stacks/; @CWD@ stands for their directory
and @HOME@ for the home directory. The client iterates maps in a random order; `ordered` puts what it sends so in order.

usage: recorded_swarm.py    counts the lines and lists the flags that no line has
"""
import copy, json, os, re, shlex, shutil, subprocess, sys, urllib.parse

NOUNS = {"service", "swarm", "node", "secret", "config", "stack"}
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../dockerkit-impl/src/test/resources/parity")
OPEN = ("/swarm/init", "/swarm/join", "/swarm/leave", "/swarm/unlock")
NO_MANAGER = ("This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to "
              "swarm and try again.")


def load(name):
    with open(f"{DATA}/{name}") as f: return json.load(f)


def files(work):
    """Copies the files that the lines name: those of parity/swarm-files, and parity/stacks as stacks/."""
    shutil.copytree(f"{DATA}/swarm-files", work, dirs_exist_ok=True)
    if os.path.isdir(f"{DATA}/stacks"): shutil.copytree(f"{DATA}/stacks", work + "/stacks")


def name_of(o):
    return o.get("Name") or o.get("Spec", {}).get("Name") or o.get("Description", {}).get("Hostname") or ""


def labels_of(o):
    return o.get("Labels") or o.get("Spec", {}).get("Labels") or {}


class Swarm:
    def __init__(self, state):
        self.state = state or "manager"
        self.objects = load("swarm-objects.json")
        self.objects["services"] = load("swarm-services.json")
        if self.state == "autolock": self.objects["swarm"]["Spec"]["EncryptionConfig"]["AutoLockManagers"] = True

    def find(self, kind, ref, scope=None):
        for o in self.objects[kind]:
            if ref in (o.get("ID"), o.get("Id"), name_of(o)) and scope in (None, o.get("Scope")): return o
        return None

    def filtered(self, kind, query):
        given = {k: list(v) for k, v in json.loads(query.get("filters") or "{}").items()}

        def fits(o, key, value):
            if key == "name": return name_of(o).startswith(value)
            if key == "id": return (o.get("ID") or o.get("Id")).startswith(value)
            if key in ("label", "node.label"):
                k, eq, v = value.partition("=")
                labels = labels_of(o)
                return k in labels and (not eq or labels[k] == v)
            if key == "mode": return {"replicated": "Replicated", "global": "Global", "replicated-job": "ReplicatedJob",
                                      "global-job": "GlobalJob"}[value] in o["Spec"]["Mode"]
            if key == "role": return o["Spec"]["Role"] == value
            if key == "service": return o["ServiceID"] == value
            if key == "node": return o["NodeID"] == value
            if key == "desired-state": return o["DesiredState"] == value
            if key == "scope": return o["Scope"] == value
            return True  # membership, _up-to-date, driver: all are

        return [o for o in self.objects[kind]
                if all(any(fits(o, k, v) for v in values) for k, values in given.items())]

    def answer(self, method, path, query, body):
        """Returns status and body (a bytes body is a stream of logs), or None where the other engine answers."""
        p = path.strip("/").split("/")
        kind = p[0]
        if path == "/info":
            return 200, {"OSType": "linux", "Architecture": "x86_64", "ServerVersion": "28.2.2", "Name": "m1",
                         "IndexServerAddress": "https://index.docker.io/v1/", "Swarm": self.objects["info"][self.state]}
        if kind == "distribution":
            of = urllib.parse.unquote("/".join(p[1:-1]))
            canned = self.objects["distribution"]
            found = canned.get(of, canned["*"])
            return (200, found) if found else (404, {"message": "manifest unknown: manifest unknown"})
        if kind not in ("swarm", "nodes", "services", "tasks", "secrets", "configs", "networks"): return None
        if self.state in ("inactive", "worker") and path not in OPEN and kind != "networks":
            return 503, {"message": NO_MANAGER}
        if kind == "swarm":
            if method == "GET": return 200, self.objects["unlockKey" if p[-1] == "unlockkey" else "swarm"]
            return 200, self.objects["info"]["manager"]["NodeID"] if p[-1] == "init" else b""
        one = kind[:-1]
        if len(p) == 1:
            found = copy.deepcopy(self.filtered(kind, query))
            if kind == "services" and query.get("status") != "true":
                for s in found: s.pop("ServiceStatus", None)
            return 200, found
        if p[1] == "create":
            name = body.get("Name") or ""
            if kind != "networks" and self.find(kind, name):
                return 409, {"message": f"rpc error: code = AlreadyExists desc = name conflicts with an existing object: "
                                        f"{one} {name} already exists"}
            if kind == "services": return 201, {"ID": self.objects["created"][next(iter(body["Mode"]), "Replicated")]}
            new = {"Id": f"{one}-{name}", "Scope": "swarm", **body} if kind == "networks" else {
                "ID": f"{one}-{name}", "Version": {"Index": 7}, "Spec": body}
            self.objects[kind].append(new)
            return 201, {"Id" if kind == "networks" else "ID": f"{one}-{name}"}
        found = self.find(kind, urllib.parse.unquote(p[1]), query.get("scope"))
        if not found: return 404, {"message": f"{one} {urllib.parse.unquote(p[1])} not found"}
        if p[-1] == "logs": return 200, b""
        if p[-1] == "update": return 200, {"Warnings": None} if kind == "services" else b""
        if method == "DELETE": return 204 if kind in ("secrets", "configs", "networks") else 200, b""
        return 200, {k: v for k, v in found.items() if k != "ServiceStatus"}


def ordered(line, requests):
    """What the client takes from maps is in order: references, ports, added
    variables, resources, and the requests of a stack."""
    for r in requests:
        body = r.get("body")
        if not isinstance(body, dict) or not r["path"].startswith("/services/"): continue
        spec = body["TaskTemplate"].get("ContainerSpec") or {}
        for key in ("Secrets", "Configs"):
            if spec.get(key): spec[key].sort(key=lambda x: json.dumps(x, sort_keys=True))
        if "--env-add" in line: spec["Env"].sort()
        if "--generic-resource" in line:
            resources = body["TaskTemplate"]["Resources"]["Reservations"].get("GenericResources")
            if resources: resources.sort(key=lambda x: x["DiscreteResourceSpec"]["Kind"])
        if " service create " in line:
            ports = (body.get("EndpointSpec") or {}).get("Ports")
            if ports: ports.sort(key=lambda x: (x["TargetPort"], x.get("PublishedPort", 0), json.dumps(x, sort_keys=True)))
    if " stack deploy " not in line and " stack up " not in line: return requests
    # a unit ends with a change: a service is looked up in the registry before
    units, unit = [], []
    for r in requests:
        unit.append(r)
        waits = r["method"] == "GET" and not r["path"].startswith(("/distribution/", "/secrets/", "/configs/"))
        if r["method"] != "GET" or waits: units.append(unit); unit = []
    if unit: units.append(unit)
    out, run = [], []

    def flush():
        out.extend(r for u in sorted(run, key=lambda u: json.dumps(u[-1], sort_keys=True)) for r in u)
        run.clear()

    def sort_of(u):
        method, path = u[-1]["method"], u[-1]["path"]
        if method != "GET": return method + path.split("/")[1]
        if path in ("/secrets", "/configs"): return "references"  # of one service after the other
        return "network" if path.startswith("/networks/") else path

    for u in units:
        if run and sort_of(run[-1]) != sort_of(u): flush()
        run.append(u)
        if u[-1]["method"] == "GET" and sort_of(u) not in ("network", "references"): flush()
    flush()
    return out


def flags_of(command):
    """The flags in the help of a command, long form to short form."""
    text = subprocess.run(["docker", *command.split(), "--help"], capture_output=True, text=True).stdout
    return {long: short for short, long in re.findall(r"^\s+(?:(-\w), )?(--[\w-]+)", text, re.M)}


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    lines = {}
    for name in ("swarm", "stack"):
        if not os.path.exists(f"{here}/{name}-commands.txt"): continue
        recorded = {r["line"]: r for r in map(json.loads, open(f"{DATA}/{'stacks' if name == 'stack' else name}.jsonl"))}
        for line, r in recorded.items():
            words = shlex.split(line)
            while "=" in words[0]: words.pop(0)
            lines.setdefault(" ".join(words[1:3]), []).append((words[3:], "error" in r, "failed" in r))
    for command in sorted(lines):
        print(f"{command:18} {len(lines[command]):4} lines, {sum(e for _, e, _ in lines[command]):3} refused by the client, "
              f"{sum(f for _, _, f in lines[command]):3} failed after a request")
    missing = 0
    known = [f"{noun} {verb}" for noun in sorted(NOUNS) for verb in re.findall(
        r"^  ([\w-]+)  ", subprocess.run(["docker", noun, "--help"], capture_output=True, text=True).stdout, re.M)]
    for command in known:
        for long, short in flags_of(command).items():
            count = sum(any(w == long or w.startswith(long + "=") or short and re.match(r"-\w*" + short[1], w)
                            and not w.startswith("--") for w in words) for words, error, _ in lines.get(command, []) if not error)
            least = 2 if command in ("service create", "service update") else 1
            if count < least: print(f"{command} {long}: in {count} lines"); missing += 1
    total = [x for v in lines.values() for x in v]
    print(f"{len(total)} lines, {sum(e for _, e, _ in total)} refused by the client; {missing} flags in too few lines")
    return missing


if __name__ == "__main__": sys.exit(1 if main() else 0)
