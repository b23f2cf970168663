#!/usr/bin/env python3
"""Records what the docker CLI 20.10, which has BuildKit built in, asks of POST /build with DOCKER_BUILDKIT=1 for each flag.

usage: record_buildkit.py DOCKER OUT-DIR

DOCKER is the client. OUT-DIR/buildkit.jsonl gets a line for each command line: its words and the parameters, without those of the
session. The context is the directory c, which has a Dockerfile.
"""
import http.server, json, os, shutil, socketserver, subprocess, sys, tempfile, threading, time, urllib.parse

DOCKER, OUT = sys.argv[1], sys.argv[2]
WORK = tempfile.mkdtemp()
SOCKET = os.path.join(WORK, "engine.sock")
SEEN = []
# what names this build and its session, and how the context comes
OF_THE_SESSION = {"session", "remote", "buildid"}


class Engine(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def answer(self, code, body, **headers):
        self.send_response(code)
        headers.update({"Api-Version": "1.41", "Ostype": "linux", "Builder-Version": "2", "Docker-Experimental": "true"})
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        self.answer(200, b'{"ApiVersion":"1.41","Os":"linux"}' if "version" in self.path else b"OK")

    do_HEAD = do_GET

    def do_POST(self):
        if "/session" in self.path:
            self.close_connection = True
            self.wfile.write(b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
            self.wfile.flush()
            try:
                while self.connection.recv(65536):
                    pass
            except ConnectionError:
                # the client was ended
                pass
            return
        if "/build?" in self.path:
            SEEN.append(self.path)
            self.answer(500, b'{"message":"recorded"}', **{"Content-Type": "application/json"})
        else:
            self.answer(200, b"")


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def get_request(self):
        request, _ = super().get_request()
        return request, ("cli", 0)


LINES = """c
-t app c
-t app -t team/app:2 c
--build-arg A=1 c
--build-arg A=1 --build-arg B=two --build-arg A=3 c
--build-arg A= c
--build-arg HOME c
--build-arg NOT_SET c
--build-arg BUILDKIT_INLINE_CACHE=1 c
--label a=b c
--label a=b --label c c
--target runtime c
--no-cache c
--no-cache=false c
--pull c
--network host c
--network none c
--network default c
--platform linux/arm64 c
--cache-from a c
--cache-from a --cache-from b:2 c
--cache-from a,b c
--add-host db:10.0.0.2 c
--add-host db:10.0.0.2 --add-host six:::1 c
--add-host db:host-gateway c
-f c/other c
--file c/other -t x c
--iidfile id c
--progress plain c
-q c
--squash c
--isolation default c
--disable-content-trust c
--secret id=s,src=c/a.txt c
https://example.com/context.tar.gz
https://github.com/docker/docs.git#main:dir
-f other https://github.com/docker/docs.git
""".splitlines()

threading.Thread(target=Server(SOCKET, Engine).serve_forever, daemon=True).start()
os.mkdir(os.path.join(WORK, "c"))
for name in ("Dockerfile", "other", "a.txt"):
    with open(os.path.join(WORK, "c", name), "w") as file:
        file.write("FROM scratch\n")
env = {"PATH": os.environ["PATH"], "HOME": "/home/somebody", "DOCKER_CONFIG": WORK, "DOCKER_HOST": "unix://" + SOCKET, "DOCKER_BUILDKIT": "1"}
with open(os.path.join(OUT, "buildkit.jsonl"), "w") as out:
    for line in LINES:
        del SEEN[:]
        client = subprocess.Popen([DOCKER, "build"] + line.split(), cwd=WORK, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        while not SEEN and client.poll() is None:
            time.sleep(0.02)
        # it would wait for its session, which nobody serves
        client.kill()
        errors = client.communicate()[1].decode()
        record = {"words": line.split()}
        if SEEN:
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(SEEN[0]).query, keep_blank_values=True)
            remote = query.get("remote", [""])[0]
            record["remote"] = remote
            record["query"] = {name: values for name, values in sorted(query.items()) if name not in OF_THE_SESSION}
        else:
            record["error"] = errors.strip().splitlines()[-1]
        out.write(json.dumps(record) + "\n")
shutil.rmtree(WORK)
