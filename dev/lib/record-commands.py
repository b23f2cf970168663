#!/usr/bin/env python3
"""Records what the docker CLI sends for command lines, as the test data of CommandParityTest: commands.txt as commands.jsonl,
image-commands.txt as images.jsonl, swarm-commands.txt as swarm.jsonl and stack-commands.txt as stacks.jsonl.

usage: record-commands.py CASES.txt OUT.jsonl [API-VERSION]

Each line of CASES.txt is a command line that begins with `docker`. The `docker` client on PATH runs against a small
engine on a unix socket, in a directory with a few files. A line of OUT.jsonl has the command line, its requests
(without pings; the version in the path is left out) or the error with which the CLI refused it. recorded_swarm.py answers
the lines of swarms. These may end with `< FILE`, the standard input; those of stacks have the output of `stack config`
(`stdout`), the notes of the CLI (`stderr`), and errors with all of their lines.
"""
import base64, http.server, io, json, os, pty, re, shlex, socketserver, subprocess, sys, tarfile, tempfile, threading
import urllib.parse
sys.dont_write_bytecode = True  # beside the scripts
import recorded_swarm

cases, out = sys.argv[1], sys.argv[2]
api = sys.argv[3] if len(sys.argv) > 3 else "1.50"
seen = []
swarm = None
ID = "c0ffee" * 10 + "c0ff"
IMAGE = "sha256:" + "1a" * 32
STAT = base64.b64encode(json.dumps({"name": "f", "size": 2, "mode": 420, "mtime": "2024-01-02T03:04:05Z", "linkTarget": ""}).encode()).decode()
DIRSTAT = base64.b64encode(json.dumps({"name": "d", "size": 2, "mode": 0x800001ED, "mtime": "2024-01-02T03:04:05Z", "linkTarget": ""}).encode()).decode()
CONTAINER = {"Id": ID, "Name": "/c", "Image": IMAGE, "Config": {"Tty": False, "OpenStdin": True, "Image": "alpine", "Labels": {}},
             "State": {"Running": True, "Status": "running", "Pid": 1, "StartedAt": "2024-01-02T03:04:05Z"},
             "HostConfig": {"NetworkMode": "default"}, "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}]}, "Networks": {}},
             "Created": "2024-01-02T03:04:05Z", "Mounts": []}


def tar():
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w") as t:
        i = tarfile.TarInfo("f"); i.size = 2; t.addfile(i, io.BytesIO(b"hi"))
    return b.getvalue()


class H(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *a): pass
    def address_string(self): return "unix"

    def reply(self, code, body=b"", **h):
        if not isinstance(body, bytes): body = json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Api-Version", api); self.send_header("Ostype", "linux")
        if "Content_Type" not in h: h["Content_Type"] = "application/json"
        for k, v in h.items(): self.send_header(k.replace("_", "-"), v)
        if code != 204: self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD": self.wfile.write(body)

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            b = b""
            while True:
                n = int(self.rfile.readline().strip() or b"0", 16)
                if n == 0: self.rfile.readline(); return b
                b += self.rfile.read(n); self.rfile.readline()
        n = int(self.headers.get("Content-Length") or 0)
        return self.rfile.read(n) if n else b""

    def handle_any(self):
        u = urllib.parse.urlsplit(self.path)
        path = u.path.replace("/v" + api, "", 1)
        raw = self.body()
        if path == "/_ping": return self.reply(200, b"OK")
        call = {"method": self.command, "path": path, "query": sorted(urllib.parse.parse_qsl(u.query, keep_blank_values=True))}
        kind = self.headers.get("Content-Type", "")
        if raw and "json" in kind:
            call["body"] = json.loads(raw)
        elif raw or "tar" in kind:
            call["archive"] = True
        if self.headers.get("X-Registry-Auth") is not None: call["registryAuth"] = json.loads(base64.urlsafe_b64decode(self.headers["X-Registry-Auth"] + "==") or b"{}") != {}
        if self.headers.get("X-Registry-Config") is not None: call["registryConfig"] = True
        if self.headers.get("Upgrade"): call["upgrade"] = True
        seen.append(call)
        self.answer(self.command, path, call)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = handle_any

    def stream(self):
        self.wfile.write(b"HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
        self.close_connection = True

    def answer(self, method, path, call):
        p = path.strip("/").split("/")
        end = p[-1]
        if swarm:
            found = swarm.answer(method, path, dict(call["query"]), call.get("body"))
            if found: return self.reply(*found, Content_Type="application/vnd.docker.multiplexed-stream" if end == "logs" else "application/json")
        if path == "/info": return self.reply(200, {"OSType": "linux", "Architecture": "x86_64", "ServerVersion": "28.2.2", "IndexServerAddress": "https://index.docker.io/v1/", "Swarm": {"LocalNodeState": "inactive"}})
        if path == "/version": return self.reply(200, {"Version": "28.2.2", "ApiVersion": api, "MinAPIVersion": "1.24", "Os": "linux", "Arch": "amd64"})
        if path == "/auth": return self.reply(200, {"Status": "Login Succeeded"})
        if path == "/events": return self.reply(200, b"")
        if path == "/build": return self.reply(200, b'{"aux":{"ID":"%s"}}\n{"stream":"Successfully built 1a1a\\n"}\n' % IMAGE.encode())
        if path == "/commit": return self.reply(201, {"Id": IMAGE})
        if p[0] == "exec":
            if end == "start":
                return self.stream() if call.get("upgrade") else self.reply(200)
            return self.reply(200, {"ID": "e", "Running": False, "ExitCode": 0, "ProcessConfig": {}})
        if p[0] == "containers":
            if method == "GET" and path == "/containers/json": return self.reply(200, [])
            if end == "prune": return self.reply(200, {"ContainersDeleted": [], "SpaceReclaimed": 0})
            if end == "json": return self.reply(200, CONTAINER)
            if end == "create": return self.reply(201, {"Id": ID, "Warnings": []})
            if end == "wait": return self.reply(200, {"StatusCode": 0})
            if end == "top": return self.reply(200, {"Titles": ["PID"], "Processes": [["1"]]})
            if end == "changes": return self.reply(200, [{"Path": "/a", "Kind": 1}])
            if end == "stats": return self.reply(200, {"read": "2024-01-02T03:04:05Z", "id": ID, "name": "/c", "cpu_stats": {}, "precpu_stats": {}, "memory_stats": {}})
            if end == "exec": return self.reply(201, {"Id": "e"})
            if end == "update": return self.reply(200, {"Warnings": []})
            if end == "attach": return self.stream()
            if end == "logs": return self.reply(200, b"", Content_Type="application/vnd.docker.multiplexed-stream")
            if end == "export": return self.reply(200, tar(), Content_Type="application/x-tar")
            if end == "archive":
                if method == "PUT": return self.reply(200)
                # a path that ends in d is a directory
                of = dict(call["query"]).get("path", "")
                if of.endswith("new"): return self.reply(404, {"message": "Could not find the file"})
                stat = DIRSTAT if of.rstrip("/.").endswith("d") else STAT
                return self.reply(200, b"" if method == "HEAD" else tar(), X_Docker_Container_Path_Stat=stat, Content_Type="application/x-tar")
            return self.reply(204)
        if p[0] == "images":
            if path in ("/images/json", "/images/search"): return self.reply(200, [])
            if end == "prune": return self.reply(200, {"ImagesDeleted": [], "SpaceReclaimed": 0})
            if end == "create": return self.reply(200, b'{"status":"Status: Image is up to date"}\n')
            if end == "push": return self.reply(200, b'{"status":"done"}\n')
            if end == "get": return self.reply(200, tar(), Content_Type="application/x-tar")
            if end == "load": return self.reply(200, b'{"stream":"Loaded image: a:1\\n"}\n')
            if end == "tag": return self.reply(201)
            if end == "history": return self.reply(200, [])
            if method == "DELETE": return self.reply(200, [{"Untagged": "a:1"}])
            return self.reply(200, {"Id": IMAGE, "RepoTags": ["alpine:latest"], "Os": "linux", "Architecture": "amd64", "Config": {}})
        if p[0] == "networks":
            if path == "/networks": return self.reply(200, [])
            if end == "create": return self.reply(201, {"Id": ID})
            if end == "prune": return self.reply(200, {"NetworksDeleted": []})
            if end in ("connect", "disconnect"): return self.reply(200)
            if method == "DELETE": return self.reply(204)
            return self.reply(200, {"Id": ID, "Name": p[1], "Driver": "bridge", "IPAM": {"Config": []}})
        if p[0] == "volumes":
            if path == "/volumes": return self.reply(200, {"Volumes": []})
            if end == "create": return self.reply(201, {"Name": "v", "Driver": "local"})
            if end == "prune": return self.reply(200, {"VolumesDeleted": [], "SpaceReclaimed": 0})
            if method == "DELETE": return self.reply(204)
            return self.reply(200, {"Name": p[1], "Driver": "local"})
        self.reply(404, {"message": "none"})


class S(socketserver.ThreadingMixIn, socketserver.UnixStreamServer): daemon_threads = True


d = tempfile.mkdtemp(); sock = d + "/s"
srv = S(sock, H); threading.Thread(target=srv.serve_forever, daemon=True).start()
# PATH may have wrappers that look for a running engine: only DOCKER_HOST counts
env = {"PATH": os.environ["PATH"], "HOME": d, "DOCKER_HOST": "unix://" + sock, "FROM_HOST": "inherited value",
       "DOCKER_BUILDKIT": "0", "TZ": "UTC"}
work = d + "/cwd"; os.makedirs(work + "/dir"); os.makedirs(work + "/d")
open(work + "/f", "w").write("hi"); open(work + "/dir/f", "w").write("hi")
open(work + "/env.list", "w").write("# comment\nA=1\nB=two words\nFROM_HOST\n\nC=\n")
open(work + "/Dockerfile", "w").write("FROM scratch\n"); open(work + "/Other", "w").write("FROM scratch\n")
open(work + "/a.tar", "wb").write(tar())
master, slave = pty.openpty()
n = bad = 0
with open(out, "w") as o:
    for line in open(cases):
        line = line.rstrip("\n")
        if not line or line.startswith("#"): continue
        args = shlex.split(line)
        seen.clear()
        extra = dict(env)
        noun = [w for w in args if "=" not in w][1:2]
        kind = noun[0] if noun and noun[0] in recorded_swarm.NOUNS else ""
        if kind and not os.path.exists(work + "/pw.txt"): recorded_swarm.files(work)
        while "=" in args[0]:  # VARIABLE=value in front
            k, v = args.pop(0).split("=", 1); extra[k] = v
        stdin = slave if " -it " in line or " -ti " in line else subprocess.DEVNULL
        swarm = recorded_swarm.Swarm(extra.pop("SWARM", None)) if kind else None
        if kind and args[-2] == "<": stdin = open(work + "/" + args[-1], "rb"); args = args[:-2]
        p = subprocess.run(args, env=extra, cwd=work, capture_output=True, text=True, stdin=stdin, timeout=30)
        rec = {"line": line, "requests": list(seen)}
        words = (p.stderr or "").replace("DEPRECATED: The legacy builder is deprecated", "").strip().splitlines()
        if kind and ("panic: " in p.stderr or "error during connect" in p.stderr): sys.exit(f"not recorded: {line}\n{p.stderr}")
        if kind: rec["requests"] = recorded_swarm.ordered(line, rec["requests"])
        if kind == "stack" and p.returncode == 0:
            n += 1
            if p.stdout and not seen: rec["stdout"] = p.stdout
            if words: rec["stderr"] = re.sub(r'time="[^"]*" ', "", "\n".join(words))
        elif not seen: rec = {"line": line, "error": ("\n".join(words) if kind == "stack" else words[0]) if words else "?"}; bad += 1
        else:
            n += 1
            if p.returncode: rec["failed"] = words[-1] if words else "?"
            if any("WARNING" in w for w in words): rec["warning"] = [w for w in words if "WARNING" in w][0]
        text = json.dumps(rec, sort_keys=True).replace(work, "@CWD@")
        o.write((text.replace(d, "@HOME@") if kind else text) + "\n")
print(f"{n} recorded, {bad} refused by the CLI")
