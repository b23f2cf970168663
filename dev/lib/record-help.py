#!/usr/bin/env python3
"""Records the commands and flags of the docker CLI, as the test data of CommandsPageTest.

usage: record-help.py OUT.txt

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

NOUNS = "container image network volume system builder context".split()
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
            for flag in re.finditer(r"(?m)^ +(?:-(\w), |    )--([\w-]+)", options):
                lines.append("  --" + flag.group(2) + (" -" + flag.group(1) if flag.group(1) else ""))
        server.shutdown()
        top = docker("--help")
        short = re.findall(r"(?m)^  (\w+)\*? ", top.split("Management Commands:")[0].split("Common Commands:")[1])
        short += re.findall(r"(?m)^  (\w+)\*? ", top.split("\nCommands:")[1].split("Global Options:")[0])
        lines.append("# without a noun: " + " ".join(sorted(short)))
    with open(out, "w") as file:
        file.write("\n".join(lines) + "\n")


def verbs(text):
    return re.findall(r"(?m)^  (\w+)\*? ", text.split("\nCommands:\n")[1].split("\n\n")[0])


def twins(aliases, command):
    return [alias[len("docker ") :] for alias in aliases.split(", ") if alias.startswith("docker ") and alias != "docker " + command]


main(sys.argv[1])
