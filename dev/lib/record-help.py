#!/usr/bin/env python3
"""Records the commands and flags of the docker CLI, as the test data of CommandsPageTest.

usage: record-help.py OUT.txt

The variable DOCKERKIT_BUILDX names the program docker-buildx, whose build is recorded, too; dev/lib/buildx.sh fetches it.

The CLI hides what the engine does not have. So it is shown an engine that has everything: the newest API that the CLI speaks,
experimental features and a swarm. Commands of these nouns are recorded, and those that have no noun.
"""
import http.server
import os
import re
import socketserver
import subprocess
import sys
import tempfile
import threading

NOUNS = "container image network volume system builder context swarm node service stack secret config".split()
WITHOUT_NOUN = "inspect login logout search version".split()


class Engine(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        for name, value in {
            "Api-Version": "1.50",
            "Docker-Experimental": "true",
            "Ostype": "linux",
            "Swarm": "active/manager",
            "Builder-Version": "1",
            "Content-Length": "2",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"OK")

    do_HEAD = do_GET

    def log_message(self, *words):
        pass


def main(out):
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "engine.sock")
        server = socketserver.ThreadingUnixStreamServer(path, Engine)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        env = {"PATH": os.environ["PATH"], "DOCKER_HOST": "unix://" + path, "DOCKER_CONFIG": directory, "HOME": directory}

        def docker(*words):
            return subprocess.run(["docker", *words], env=env, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()

        version = re.search(r"version ([0-9.]+)", docker("--version")).group(1)
        lines = ["# The commands and flags of the docker CLI %s, by dev/lib/record-help.py" % version]
        commands = [noun + " " + verb for noun in NOUNS for verb in verbs(docker(noun, "--help"))] + WITHOUT_NOUN
        for command in commands:
            text = docker(*command.split(), "--help")
            aliases = re.search(r"(?m)^Aliases:\n +(.*)$", text)
            lines.append("docker " + (", ".join([command] + twins(aliases.group(1) if aliases else "", command))))
            options = text.split("\nOptions:\n")[1] if "\nOptions:\n" in text else ""
            lines += flags(options)
        lines += buildx(env)
        server.shutdown()
        top = docker("--help")
        short = re.findall(r"(?m)^  (\w+)\*? ", top.split("Management Commands:")[0].split("Common Commands:")[1])
        short += re.findall(r"(?m)^  (\w+)\*? ", top.split("\nCommands:")[1].split("Global Options:")[0])
        lines.append("# without a noun: " + " ".join(sorted(short)))
    with open(out, "w") as file:
        file.write("\n".join(lines) + "\n")


def flags(options):
    found = re.finditer(r"(?m)^ +(?:-(\w), |    )--([\w-]+)", options)
    # a description that goes on may begin with a flag
    return list(dict.fromkeys("  --" + flag.group(2) + (" -" + flag.group(1) if flag.group(1) else "") for flag in found))


def buildx(env):
    program = os.environ["DOCKERKIT_BUILDX"]
    text = subprocess.run([program, "build", "--help"], env=env, check=True, stdout=subprocess.PIPE).stdout.decode()
    version = re.search(r" v?([0-9.]+)", subprocess.run([program, "version"], check=True, stdout=subprocess.PIPE).stdout.decode()).group(1)
    aliases = re.search(r"(?m)^Aliases:\n +(.*)$", text).group(1).split(", ")
    options = text.split("\nFlags:\n")[1].split("\nExperimental")[0].replace("  -h, --help ", "# ")
    return ["# of docker buildx %s" % version, "docker " + ", ".join("buildx " + alias for alias in aliases)] + flags(options)


def verbs(text):
    return re.findall(r"(?m)^  ([\w-]+)\*? ", text.split("\nCommands:\n")[1].split("\n\n")[0])


def twins(aliases, command):
    return [alias[len("docker ") :] for alias in aliases.split(", ") if alias.startswith("docker ") and alias != "docker " + command]


main(sys.argv[1])
