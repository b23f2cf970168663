#!/usr/bin/env python3
"""Records what docker compose makes of the cases in dockerkit-compose/src/test/resources/compose, whose README has the format.

usage: DOCKERKIT_COMPOSE=PROGRAM dev/lib/record-compose.py [FILE.cases...]

Without files, all cases are recorded. dev/lib/compose.sh fetches the program. It runs in a mount namespace of its own, in which
the project is in /mnt, and without a network. What differs from run to run, since the program iterates over maps, is recorded
as often as it differs: `-- json 2 --` is another answer. Of errors, one is recorded.
"""
import glob, os, re, shutil, subprocess
import compose_cases

RUNS = 4
MNT = "/mnt"


def run(program, case, *command):
    """Returns exit code, stdout and stderr."""
    shutil.rmtree(f"{MNT}/{case.dir}", ignore_errors=True)
    for name in os.listdir(MNT): shutil.rmtree(f"{MNT}/{name}")
    os.makedirs(f"{MNT}/home")
    project, inside = compose_cases.unpack(case, MNT)
    env = {"HOME": f"{MNT}/home", "PATH": "/usr/bin:/bin", "PWD": inside, **case.env}
    args = [a.replace("@DIR@", project) for a in case.args]
    p = subprocess.run([program, *args, *command], cwd=inside, env=env, capture_output=True, timeout=60,
                       input=case.files.get("-", "").encode())
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def said(stderr):
    """Warnings, and the other lines. What the network is asked for differs from machine to machine."""
    warnings, rest = [], []
    for line in re.sub(r'( lookup [^ ]+) on .*', r"\1 ...", stderr.strip()).split("\n"):
        if m := re.match(r'time="[^"]*" level=(?:warning|info) msg="(.*?)"( error=.*)?$', line):
            warnings.append(m[1].replace('\\"', '"'))
        elif line: rest.append(re.sub(r'^time="[^"]*" ', "", line))
    # in any order
    text = re.sub(r"additional properties ('.*') not allowed",
                  lambda m: f"additional properties {', '.join(sorted(m[1].split(', ')))} not allowed", "\n".join(rest))
    return "\n".join(warnings), text


def record(program, case):
    """Returns what was recorded: the names of the parts, and their texts."""
    parts = {}

    def add(name, text):
        text = text if text.endswith("\n") or not text else text + "\n"
        number = 1
        while (key := name if number == 1 else f"{name} {number}") in parts:
            if parts[key] == text: return
            number += 1
        parts[key] = text

    warned = ""
    for name, *command in (("json", "--format", "json"), ("yaml",), ("hash", "--hash", "*")):
        # what does not differ as json, does not as yaml
        for _ in range(RUNS if name == "json" or "json 2" in parts else 1):
            code, out, err = run(program, case, "config", *command)
            warnings, rest = said(err)
            if code == 0:
                add(name, out)
                if name == "json": warned = "\n".join(sorted(set(warnings.split("\n"))))
            else:
                # what is wrong at once is found in any order; the first one by the alphabet is kept
                key = "error" if name == "json" else f"{name}-error"
                parts[key] = min(rest + "\n", parts.get(key, rest + "\n"))
        # there is a document that cannot be printed as json
        if "yaml-error" in parts: break
    if "error" in parts and "yaml" not in parts: del parts["yaml-error"]
    if warned: add("warnings", warned)
    return parts


def record_file(program, path):
    """Returns the lines of a recording."""
    cases = compose_cases.read(path)
    out = [f"# What docker compose {compose_cases.version(program)} makes of the cases in {os.path.basename(path)}; by dev/lib/record-compose.py.\n"]
    for case in cases:
        out.append(f"== {case.name} ==")
        out += [f"-- {name} --\n{text}".rstrip("\n") for name, text in record(program, case).items()]
        out.append("")
    return out


compose_cases.record(__file__, MNT, glob.glob(f"{compose_cases.ROOT}/*.cases") + glob.glob(f"{compose_cases.ROOT}/own/*.cases"), record_file)
