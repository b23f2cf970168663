"""An engine that only pretends: what is created is there, what is started runs, and all requests are kept.

The Java tests have the same one, StubEngine; the rules are those of both:

- All images are there. Networks and volumes whose names begin with `existing` are there, too; the others must be created.
- The ID of a container or network is the SHA-256 of its name, in hex, when it is created.
- A container runs when it is started, and is healthy if it has a health check. One whose name has `job` in it has ended, with 0.
- An anonymous volume is called like its container and its path, with letters and digits only.
- Lists of containers answer the filter label, lists of networks the filter name, as prefixes of nothing else.
"""
import hashlib, http.server, io, json, re, socketserver, tarfile, threading, urllib.parse

IMAGE = "sha256:" + "0123456789abcdef" * 4
CREATED = "2026-01-02T03:04:05Z"


def id_of(name): return hashlib.sha256(name.encode()).hexdigest()


class Engine:
    def __init__(self, api):
        self.api, self.requests, self.lock = api, [], threading.Lock()
        self.containers, self.networks, self.volumes = {}, {}, {}

    def container(self, ref):
        for c in self.containers.values():
            if ref in (c["Id"], c["Name"]) or len(ref) >= 12 and c["Id"].startswith(ref): return c
        return None

    def network(self, ref):
        for n in self.networks.values():
            if ref in (n["Id"], n["Name"]): return n
        if ref == id_of("existing-network"): ref = "existing-network"
        if ref.startswith("existing"): return {"Id": id_of(ref), "Name": ref, "Driver": "bridge", "Labels": {}, "Scope": "local"}
        return None

    def volume(self, name):
        if name in self.volumes: return self.volumes[name]
        return {"Name": name, "Driver": "local", "Labels": None} if name.startswith("existing") else None

    def mounts(self, c):
        body, host, found = c["body"], c["body"].get("HostConfig") or {}, []
        for bind in host.get("Binds") or []:
            parts = bind.split(":")
            kind = "bind" if parts[0].startswith("/") else "volume"
            found.append({"Type": kind, "Name": parts[0] if kind == "volume" else "", "Source": parts[0], "Destination": parts[1],
                          "RW": "ro" not in (parts[2] if len(parts) > 2 else "").split(",")})
        for m in host.get("Mounts") or []:
            name = m.get("Source") or re.sub("[^a-z0-9]", "", c["Id"][:12] + m["Target"])
            found.append({"Type": m["Type"], "Name": name if m["Type"] == "volume" else "", "Source": name, "Destination": m["Target"],
                          "RW": not m.get("ReadOnly")})
        return sorted(found, key=lambda m: m["Destination"])

    def networks_of(self, c):
        names = list(((c["body"].get("NetworkingConfig") or {}).get("EndpointsConfig") or {}))
        mode = (c["body"].get("HostConfig") or {}).get("NetworkMode") or "default"
        if not names and ":" not in mode: names = [mode]
        return {n: {"NetworkID": (self.network(n) or {"Id": id_of(n)})["Id"], "IPAddress": "10.0.0.2"}
                for n in names + c["connected"]}

    def details(self, c):
        state = {"Status": c["state"], "Running": c["state"] == "running", "ExitCode": 0, "StartedAt": CREATED, "FinishedAt": CREATED}
        if (c["body"].get("Healthcheck") or {}).get("Test", ["NONE"])[0] != "NONE": state["Health"] = {"Status": "healthy"}
        config = {k: v for k, v in c["body"].items() if k not in ("HostConfig", "NetworkingConfig")}
        return {"Id": c["Id"], "Name": "/" + c["Name"], "Created": CREATED, "Image": IMAGE, "State": state, "Config": config,
                "HostConfig": c["body"].get("HostConfig") or {}, "Mounts": self.mounts(c),
                "NetworkSettings": {"Networks": self.networks_of(c), "Ports": {}}}

    def summary(self, c):
        return {"Id": c["Id"], "Names": ["/" + c["Name"]], "Image": c["body"]["Image"], "ImageID": IMAGE, "Command": "x",
                "Created": 1767323045, "State": c["state"], "Status": "Up 1 second", "Labels": c["body"].get("Labels") or {},
                "Ports": [], "Mounts": self.mounts(c), "NetworkSettings": {"Networks": self.networks_of(c)},
                "HostConfig": {"NetworkMode": (c["body"].get("HostConfig") or {}).get("NetworkMode", "")}}

    def has_labels(self, labels, query):
        for wanted in wanted_of(query, "label"):
            key, equals, value = wanted.partition("=")
            if key not in (labels or {}) or equals and labels[key] != value: return False
        return True

    def answer(self, method, path, query, body):
        """Returns status and body."""
        p = [urllib.parse.unquote(s) for s in path.strip("/").split("/")]
        if path == "/_ping": return 200, b"OK"
        if path == "/version":
            return 200, {"Version": "28.0.0", "ApiVersion": self.api, "MinAPIVersion": "1.24", "Os": "linux", "Arch": "amd64"}
        if path == "/info":
            return 200, {"OSType": "linux", "Architecture": "x86_64", "ServerVersion": "28.0.0", "Swarm": {"LocalNodeState": "inactive"},
                         "Plugins": {"Log": []}, "RegistryConfig": {}}
        if p[0] == "containers": return self.containers_answer(method, p, query, body)
        if p[0] == "networks": return self.networks_answer(method, p, query, body)
        if p[0] == "volumes": return self.volumes_answer(method, p, query, body)
        if p[0] == "images":
            if path == "/images/json": return 200, []
            if p[-1] == "json":
                return 200, {"Id": IMAGE, "RepoTags": ["/".join(p[1:-1])], "Os": "linux", "Architecture": "amd64", "Config": {}, "Created": CREATED}
        return 404, {"message": "there is nothing at " + path}

    def containers_answer(self, method, p, query, body):
        if p[1] == "create":
            name = query.get("name") or "unnamed"
            if self.container(name): return 409, {"message": f"Conflict. The container name \"/{name}\" is already in use"}
            self.containers[name] = {"Id": id_of(name), "Name": name, "body": body, "state": "created", "connected": []}
            return 201, {"Id": id_of(name), "Warnings": []}
        if p[1:] == ["json"]:
            every = query.get("all") in ("1", "true")
            return 200, [self.summary(c) for c in self.containers.values()
                         if (every or c["state"] == "running") and self.has_labels(c["body"].get("Labels"), query)]
        c = self.container(p[1])
        if not c: return 404, {"message": f"No such container: {p[1]}"}
        if method == "DELETE":
            del self.containers[c["Name"]]
            return 204, b""
        verb = p[2]
        if verb == "json": return 200, self.details(c)
        if verb in ("start", "restart"): c["state"] = "exited" if "job" in c["Name"] else "running"
        if verb in ("stop", "kill"): c["state"] = "exited"
        if verb == "rename":
            del self.containers[c["Name"]]
            c["Name"] = query["name"]
            self.containers[c["Name"]] = c
        if verb == "archive": return 200, b""
        return 204, b""

    def networks_answer(self, method, p, query, body):
        if p == ["networks"]:
            names = wanted_of(query, "name")
            found = list(self.networks.values()) + [self.network(n) for n in names if n.startswith("existing")]
            return 200, [n for n in found if (not names or any(x in n["Name"] for x in names)) and self.has_labels(n["Labels"], query)]
        if p[1] == "create":
            self.networks[body["Name"]] = {**body, "Id": id_of(body["Name"]), "Scope": "local"}
            return 201, {"Id": id_of(body["Name"]), "Warning": ""}
        n = self.network(p[1])
        if not n: return 404, {"message": f"network {p[1]} not found"}
        if method == "DELETE":
            self.networks.pop(n["Name"], None)
            return 204, b""
        if p[-1] in ("connect", "disconnect"):
            c = self.container(body["Container"])
            if p[-1] == "connect": c["connected"].append(n["Name"])
            return 200, b""
        return 200, n

    def volumes_answer(self, method, p, query, body):
        if p == ["volumes"]: return 200, {"Volumes": [v for v in self.volumes.values() if self.has_labels(v.get("Labels"), query)]}
        if p[1] == "create":
            self.volumes[body["Name"]] = {**body, "Driver": body.get("Driver") or "local"}
            return 201, self.volumes[body["Name"]]
        v = self.volume(p[1])
        if not v: return 404, {"message": f"get {p[1]}: no such volume"}
        if method == "DELETE":
            self.volumes.pop(p[1], None)
            return 204, b""
        return 200, v


def wanted_of(query, key):
    wanted = json.loads(query.get("filters") or "{}").get(key) or []
    return list(wanted)


def files_of(archive):
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return [{"name": f.name.lstrip("/"), "mode": f"{f.mode:o}", "uid": f.uid, "gid": f.gid, "text": tar.extractfile(f).read().decode()}
                for f in tar.getmembers()]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *a): pass

    def address_string(self): return "unix"

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def handle_one(self):
        url = urllib.parse.urlsplit(self.path)
        path = re.sub(r"^/v[\d.]+", "", url.path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        data = self.body()
        tar = path.endswith("/archive")
        sent = files_of(data) if tar and data else json.loads(data) if data.strip() else None
        engine = self.server.engine
        with engine.lock:
            if self.command not in ("GET", "HEAD"):
                engine.requests.append({"method": self.command, "path": path, "query": query, "body": sent})
            status, answer = engine.answer(self.command, path, query, sent)
        answer = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Api-Version", engine.api)
        self.send_header("Ostype", "linux")
        self.send_header("Content-Type", "application/json")
        if status != 204: self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD" and status != 204: self.wfile.write(answer)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_one


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def handle_error(self, request, client_address): pass  # a client that goes away


def serve(engine, socket):
    server = Server(socket, Handler)
    server.engine = engine
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server
