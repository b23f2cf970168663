#!/usr/bin/env python3
"""Records what the docker CLI's own builder client sends (DOCKER_BUILDKIT=0) for random .dockerignore files and for
lines of docker build. An engine of a few lines answers. Names are bytes; in the files each byte is one character.

usage: record_builds.py DIRECTORY   writes ignores.jsonl and builds.jsonl there; needs docker 28.2.2 and nothing else
"""
import http.server, io, json, os, random, shutil, socketserver, subprocess, sys, tarfile, tempfile, threading
import urllib.parse

OUT = sys.argv[1]
WORK = tempfile.mkdtemp(prefix="record-builds-")
SOCKET = os.path.join(WORK, "s")
LAST = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def answer(self, text):
        self.send_response(200)
        self.send_header("Api-Version", "1.50")
        self.send_header("Ostype", "linux")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def do_HEAD(self):
        self.answer(b"OK")

    def do_GET(self):
        self.answer(b'{"ApiVersion":"1.50","Os":"linux"}' if "version" in self.path else b"OK")

    def do_POST(self):
        body = b""
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            body += self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                break
        LAST["path"] = self.path
        LAST["body"] = body
        self.answer(b'{"stream":"ok\\n"}\n{"aux":{"ID":"sha256:%s"}}\n' % (b"0" * 64))


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True

    def get_request(self):
        request, _ = super().get_request()
        return request, ("cli", 0)


threading.Thread(target=Server(SOCKET, Handler).serve_forever, daemon=True).start()
ENV = {"PATH": os.environ["PATH"], "HOME": WORK, "DOCKER_HOST": "unix://" + SOCKET, "DOCKER_BUILDKIT": "0"}


def make(root, entries):
    for entry in entries:
        name, _, target = entry.partition(" -> ")
        path = os.path.join(os.fsencode(root), name.encode("latin-1"))
        os.makedirs(os.path.dirname(path.rstrip(b"/")), exist_ok=True)
        if target:
            os.symlink(target.encode("latin-1"), path)
        elif name.endswith("/"):
            os.makedirs(path, exist_ok=True)
        else:
            with open(path, "wb") as file:
                file.write(b"FROM scratch\n" if "ockerfile" in name else b"")


def build(words, cwd):
    LAST.clear()
    done = subprocess.run(["docker", "build"] + words, cwd=cwd, env=ENV, capture_output=True)
    if "path" not in LAST:
        lines = [l for l in done.stderr.decode("utf-8", "backslashreplace").splitlines() if l.strip()]
        return {"error": [l for l in lines if not l.startswith(("DEPRECATED", " ", "Build"))][-1].replace(cwd, "CWD")}
    # where a Dockerfile is added, the client leaves out the padding and the end of the archive
    tar = tarfile.open(fileobj=io.BytesIO(LAST["body"] + bytes(2048)), encoding="utf-8", errors="surrogateescape")
    sent = []
    for member in tar.getmembers():
        # names are bytes: what is not UTF-8 comes as surrogates
        name = member.name.encode("utf-8", "surrogateescape").decode("latin-1")
        sent.append((name.rstrip("/") + "/" if member.isdir() else name, member))
    return {"query": urllib.parse.parse_qs(urllib.parse.urlsplit(LAST["path"]).query, keep_blank_values=True), "sent": sent, "tar": tar}


def utf(text):
    return text.encode().decode("latin-1")


TREES = [
    ["Dockerfile", "a.txt", "b.txt", "a.log", "dir/", "dir/a.txt", "dir/b.log", "dir/sub/", "dir/sub/c.txt", "dir/sub/deep/d.log", ".env", "dir/.env"],
    ["Dockerfile", "node_modules/x/index.js", "node_modules/y/index.js", "node_modules/y/README.md", "src/main.js", "src/lib/util.js", "README.md", "docs/README.md", "docs/img/a.png", ".git/config"],
    ["Dockerfile", "a^b", "ab", "a+b", "a.b", "axb", "[a]", "a]", "a[b", "{a}", "a(b)", "a|b", "a$", "^a", "a&b", "a*c", "a?c", "d", "&&b", "b&x"],
    ["Dockerfile", "foo1.txt", "foo[1].txt", "foo[.txt", "a\\b", "a.txt", "\\a.txt", "\x07.txt", "1", "9d", "dd", "sub/1", "alpha", "al pha", " lead", "-", "a-b", "x,y"],
    ["Dockerfile", "f\xe4.txt", "f\xf6.txt", utf("f\u00e4.txt"), utf("\u6f22\u5b57.md"), utf("d\u00ef/x"), "d\xef/y", utf("\ufffd.txt"), "f.txt", "fx.txt", utf("\u00a0n"), utf("a\u0085")],
    ["Dockerfile", "dir/x", "dir/y/z", "link -> dir", "broken -> nowhere", "dir/up -> ..", "out -> /etc/hostname", "l.txt -> a.txt", "a.txt", "dir/l.log -> x"],
    ["Dockerfile", "a/b/c/d/e.txt", "a/b/c/f.txt", "a/b/g.log", "a/h", "b/a/b/c", "c/a", "abc/d", "abcd", "ab/c", "x/a/b", "x/y/a/b"],
    ["Dockerfile", "Dockerfile.dev", "dockerfile", "x/Dockerfile", "x/.dockerignore", "x.d/", "y.d/z.d/a", "z.d", ".d", ".dd", "d", "log", "xlog", "y.log", "x.log/y"],
]
# the order in which a directory is walked is that of bytes
NAMES = ["a", "b", "c", "d", "dir", "sub", "x", "y", "abc", "node_modules", "src", "docs", ".env", ".git", "*.txt", "*.log", "*.md", "a.txt", "f*.txt", "?", "a?b", "foo*", "d*", "*d", "*"]
ODD = ["**.log", "**log", "**.d", "**", "***", "**/", "/**", "**/*", "a**", "a**b", "**a**", "**/**", "*/**", "**/x", "x/**", "dir/**", "**/*.txt", "**/.env",
       "a^b", "a^*", "^a", "[a&&b]*", "[[:alpha:]]*", "[[:digit:]]*", "[^[:alpha:]]*", "[]a]", "[^]a]", "[a]", "[ab]", "[a-c]*", "[^a]*", "[!a]*", "[a-]*", "[-a]*", "[\\]]*", "[a\\-z]*",
       "\\a.txt", "a\\", "\\", "\\*", "a\\*c", "a\\?c", "\\d", "\\d*", "\\w*", "\\[a\\]", "\\.env", "\\Qa", "\\pL*", "[\\d]*", "\\x41*", "\\e*", "[a*]", "[a**]", "[a?]", "[a.]*", "[(]*", "foo[[]1].txt", "foo[1].txt", "foo[[]*", "[z-a]", "[z-a]*", "a[", "[", "]", "a]", "[]", "[^]", "[a", "[a-", "[a-]",
       "f\xe4.txt", "f\xe4*", utf("f\u00e4.txt"), utf("f?.txt"), "f?.txt", "f\xf6*", utf("[\u00e4]*"), utf("f[\u00e0-\u00ff].txt"), "f[\xe4].txt", utf("\ufffd*"), utf("f\ufffd*"), "d\xef", utf("*\u5b57*"), utf("\u00a0n"), utf("\ufeffa"), utf("\ufeff*.txt"),
       ".", "..", "../x", "./a.txt", "/", "//", "/a.txt", "a//b", "a/./b", "a/../b", "dir/", "dir/.", "dir/..", "/dir/", "  a.txt", "a.txt  ", "\ta.txt\t", "a.txt\r", "#a", " #a", "", "   ", "{a}", "{a,b}", "a(b)", "a|b", "a$", "a+b", "a.b", "(a", "a)", "+", "a{2}",
       "Dockerfile", "Dockerfile*", "*ockerfile", "**/Dockerfile", ".dockerignore", ".*", "*/*", "*/*/*", "*/a.txt", "a/*/c", "a/**/c", "a/b/**/*", "**/a/b", "**/b/**", "a/b/", "link", "link/*", "link/x", "broken", "out", "dir/up", "dir/up/*", "x.log/", "\x00", "a\x00b"]
RULES = ["!", "! ", "!!a", "!/", "!.", "!..", "!**", "!*", "!**.txt", "!**/.env", "!**/*.md", "!dir", "!dir/", "! dir/a.txt", "!dir/sub", "!dir/sub/deep/d.log", "!/a.txt", "!./a.txt", "!a/b/c", "!*/b", "![z-a]", "!node_modules/y", "!node_modules/y/index.js", "!*.js", "!Dockerfile", "!.dockerignore", "!link/x", "!f\xe4.txt", "!\\a.txt", "!x/y", "!a/../b", "!d*/a.txt", "!dir/*/c.txt"]
FIXED = [["*", "!**.txt"], ["dir/**", "!dir"], ["**/*", "!**/.env"], ["**.log"], ["**log"], ["*", "!dir/sub/c.txt"], ["dir", "!dir/sub/deep/d.log", "dir/sub/deep"],
         ["node_modules", "!node_modules/y/index.js"], ["*", "!*/"], ["*", "!src", "src/lib"], ["\xef\xbb\xbfa.txt", "\xef\xbb\xbfb.txt"], ["*", "!a/b/c/f.txt"], ["a/b", "!a/b/c"], ["a", "!a"], ["*", "!dir", "dir/*", "!dir/a.txt"]]


def ignores():
    random.seed(28)
    cases = [(tree, lines) for lines in FIXED for tree in range(len(TREES))]
    cases += [(tree % len(TREES), [odd]) for tree, odd in enumerate(ODD)]
    cases += [(random.randrange(len(TREES)), ["*", rule]) for rule in RULES]
    # where a pattern's odd characters meet a tree with the same
    cases += [(2, [odd]) for odd in ODD if set(odd) & set("^[]{}()|$&+\\?")] + [(3, [odd]) for odd in ODD if set(odd) & set("[]\\")]
    cases += [(4, [odd]) for odd in ODD if any(ord(c) > 127 for c in odd)]
    while len(cases) < 700:
        lines = []
        for _ in range(random.choice([1, 2, 2, 3, 3, 4, 6])):
            kind = random.random()
            if kind < 0.35:
                lines.append("/".join(random.choice(NAMES) for _ in range(random.choice([1, 1, 2, 3]))))
            elif kind < 0.6:
                lines.append(random.choice(ODD))
            elif kind < 0.8:
                lines.append("!" + random.choice(ODD + NAMES))
            else:
                lines.append(random.choice(RULES))
        cases.append((random.randrange(len(TREES)), lines))
    roots = []
    with open(os.path.join(OUT, "ignores.jsonl"), "w") as out:
        for number, tree in enumerate(TREES):
            roots.append(os.path.join(WORK, "t%d" % number))
            make(roots[-1], tree)
            out.write(json.dumps({"tree": number, "entries": tree}) + "\n")
        for tree, lines in cases:
            text = "\n".join(lines) + "\n"
            with open(os.path.join(roots[tree], ".dockerignore"), "wb") as file:
                file.write(text.encode("latin-1"))
            got = build(["."], roots[tree])
            record = {"in": tree, "ignore": text}
            if "error" in got:
                record["error"] = got["error"]
            else:
                record["sent"] = [name for name, _ in got["sent"]]
            out.write(json.dumps(record) + "\n")


PLAIN = ["c/Dockerfile", "c/a.txt"]
BUILDS = [
    # trees are below the current directory; each line is run there
    (PLAIN, line.split("\x20")) for line in """c
-t app c
-t app -t team/app:2 c
--tag registry.example:5000/x/y:1 c
--build-arg A=1 c
--build-arg A=1 --build-arg B=two c
--build-arg A= c
--build-arg A=b=c c
--build-arg NOT_SET c
--label a=b c
--label a=b --label c c
--label a= c
--target runtime c
--no-cache c
--no-cache=false c
--pull c
--rm=false c
--rm c
--force-rm c
--rm=false --force-rm c
--network host c
--network none c
--network default c
--platform linux/arm64 c
--platform linux/amd64 --pull --no-cache -t x c
--cache-from a c
--cache-from a --cache-from b:2 c
--cache-from a,b c
-f c/Dockerfile c
--file c/Dockerfile c
-f c/nowhere c
-f c c
nowhere
c/Dockerfile""".splitlines()]
BUILDS += [
    (["c/Dockerfile", "c/a"], ["--label", "a b=c", "c"]),
    (["c/Dockerfile", "c/a"], ["--build-arg", "X=a b", "c"]),
    (["c/dockerfile", "c/a"], ["c"]),
    (["c/dockerfile", "c/a"], ["-f", "c/Dockerfile", "c"]),
    (["c/Dockerfile", "c/dockerfile"], ["c"]),
    (["c/DOCKERFILE"], ["c"]),
    (["c/a"], ["c"]),
    (["c/Dockerfile/", "c/a"], ["c"]),
    (["c/build/Dockerfile", "c/a"], ["-f", "c/build/Dockerfile", "c"]),
    (["c/build/Dockerfile", "c/Dockerfile", "c/.dockerignore=build\n"], ["-f", "c/build/Dockerfile", "c"]),
    (["c/build/Dockerfile", "c/Dockerfile", "c/.dockerignore=*\n"], ["-f", "c/build/Dockerfile", "c"]),
    (["c/Dockerfile", "c/x", "c/.dockerignore=*\n"], ["c"]),
    (["c/Dockerfile", "c/x", "c/.dockerignore=*\n!x\n"], ["c"]),
    (["c/Dockerfile", "c/x", "c/.dockerignore=Dockerfile\n.dockerignore\n"], ["c"]),
    (["c/Dockerfile -> Dockerfile.real", "c/Dockerfile.real", "c/x"], ["c"]),
    (["c/Dockerfile -> Dockerfile.real", "c/Dockerfile.real", "c/.dockerignore=Dockerfile.real\n"], ["c"]),
    (["c/Dockerfile -> Dockerfile.real", "c/Dockerfile.real", "c/.dockerignore=Dockerfile*\n"], ["c"]),
    (["c/Dockerfile -> docker/Dockerfile.real", "c/docker/Dockerfile.real", "c/.dockerignore=docker\n"], ["c"]),
    (["c/Dockerfile -> nowhere", "c/x"], ["c"]),
    (["c/Dockerfile -> nowhere", "c/dockerfile"], ["c"]),
    (["c/dockerfile -> sub/D", "c/sub/Dockerfile", "c/sub/D"], ["c"]),
    (["c/link -> real", "c/real/Dockerfile"], ["-f", "c/link/Dockerfile", "c"]),
    (["c -> real", "real/Dockerfile", "real/x"], ["c"]),
    (["c -> real", "real/Dockerfile", "real/x"], ["-f", "c/Dockerfile", "c"]),
    (["c -> real", "real/Dockerfile", "real/x"], ["-f", "real/Dockerfile", "c"]),
    (["c/Dockerfile -> ../Dockerfile.out", "Dockerfile.out", "c/x"], ["c"]),
    (["c/Dockerfile -> ../Dockerfile.out", "Dockerfile.out", "c/x"], ["-f", "c/Dockerfile", "c"]),
    (["Dockerfile.out", "c/x"], ["-f", "Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/x", "c/Dockerfile"], ["-f", "Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/x", "c/.dockerignore="], ["-f", "Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/x", "c/y", "c/.dockerignore=x"], ["-f", "Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/x", "c/y", "c/.dockerignore=x\n"], ["-f", "Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/x", "c/y", "c/.dockerignore=*\n"], ["-f", "Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/x", "c/y", "c/.dockerignore=.dockerignore\n"], ["-f", "Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/.d", "c/y", "c/.dockerignore=.*\n"], ["-f", "./Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/x"], ["-f", "c/../Dockerfile.out", "c"]),
    (["Dockerfile.out", "c/s/x"], ["-f", "Dockerfile.out", "c/s"]),
    (["c/..Dockerfile", "c/x"], ["-f", "c/..Dockerfile", "c"]),
    (["c/Dockerfile", "c/[z-a]", "c/.dockerignore=[z-a]*\n"], ["c"]),
    (["c/Dockerfile", "c/x", "c/.dockerignore=!\n"], ["c"]),
    (["c/Dockerfile", "c/x", "c/.dockerignore/"], ["c"]),
    (["c/Dockerfile[1]", "c/x", "c/.dockerignore=*\n"], ["-f", "c/Dockerfile[1]", "c"]),
    (["c/!Dockerfile", "c/x", "c/.dockerignore=*\n"], ["-f", "c/!Dockerfile", "c"]),
    (["c/d/s/Dockerfile", "c/d/x", "c/.dockerignore=d\n"], ["-f", "c/d/s/Dockerfile", "c"]),
    (["c/d/s/Dockerfile", "c/d/x", "c/.dockerignore=d/s/Dockerfile\n"], ["-f", "c/d/s/Dockerfile", "c"]),
]


def builds():
    with open(os.path.join(OUT, "builds.jsonl"), "w") as out:
        for number, (tree, words) in enumerate(BUILDS):
            cwd = os.path.join(WORK, "b%d" % number)
            os.mkdir(cwd)
            make(cwd, [entry for entry in tree if "=" not in entry])
            for entry in tree:
                name, is_file, text = entry.partition("=")
                if is_file:
                    with open(os.path.join(cwd, name), "w") as file:
                        file.write(text)
            got = build(words, cwd)
            record = {"tree": tree, "words": words}
            if "error" in got:
                record["error"] = got["error"]
            else:
                hidden = [name for name, _ in got["sent"] if name.startswith(".dockerfile.")]
                same = lambda text: text.replace(hidden[0], ".dockerfile.RANDOM") if hidden else text
                record["query"] = {name: [same(value) for value in values] for name, values in sorted(got["query"].items())}
                record["sent"] = [same(name) for name, _ in got["sent"]]
                record["modes"] = {same(name): "%o" % member.mode for name, member in got["sent"] if name.startswith(".dockerfile.")}
                if hidden:
                    ignore = [member for name, member in got["sent"] if name == ".dockerignore"][0]
                    record["ignore"] = same(got["tar"].extractfile(ignore).read().decode())
            out.write(json.dumps(record) + "\n")


ignores()
builds()
shutil.rmtree(WORK)
