"""Reads and writes the cases and recordings in dockerkit-compose/src/test/resources/compose; its README has the format."""
import concurrent.futures, os, re, subprocess, sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../dockerkit-compose/src/test/resources/compose")
ESCAPES = {"r": "\r", "t": "\t", "\\": "\\"}


class Case:
    def __init__(self, name):
        self.name, self.env, self.args, self.inside, self.dir, self.files, self.runs = name, {}, [], "", "project", {}, []


def words(text):
    """The words between blanks; a blank with a backslash belongs to its word."""
    return [w.replace("\\ ", " ") for w in re.findall(r"(?:\\ |[^ ])+", text)]


def unescaped(text):
    if text.endswith("\\z\n"): text = text[:-3]
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|[rt\\])",
                  lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "u" else ESCAPES[m[1]], text)


def read(path):
    """Returns the cases of a file, or the recordings, in their order."""
    with open(path, encoding="utf-8", newline="") as f: lines = f.read().split("\n")[:-1]
    cases, case, name, escaped = [], None, None, False

    def end(last):
        if name is None: return
        text = content[:-1] if last and content and content[-1] == "" else content
        text = "".join(line + "\n" for line in text)
        case.files[name] = unescaped(text) if escaped else text

    for line in lines:
        if m := re.fullmatch(r"== (.*) ==", line):
            end(True)
            case, name = Case(m[1]), None
            cases.append(case)
        elif case is None:
            pass  # the comment at the beginning
        elif m := re.fullmatch(r"-- (.*) --( escaped)?", line):
            end(False)
            name, escaped, content = m[1], bool(m[2]), []
        elif name is not None:
            content.append(line)
        elif line:
            key, _, value = line.partition(" ")
            if key == "env": case.env.update(w.split("=", 1) for w in words(value))
            elif key == "args": case.args += words(value)
            elif key == "run": case.runs.append(words(value))
            elif key == "in": case.inside = value
            elif key == "dir": case.dir = value
            else: raise ValueError(f"{path}: {case.name}: unknown line: {line}")
    end(False)
    if len({c.name for c in cases}) < len(cases): raise ValueError(f"{path}: a name is there twice")
    return cases


def unpack(case, root):
    """Writes the files of a case below root; returns its directory, and the one to run in."""
    project = os.path.join(root, case.dir)
    for name, text in case.files.items():
        if name == "-": continue
        path = os.path.join(project, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as f: f.write(text)
    inside = os.path.join(project, case.inside) if case.inside else project
    os.makedirs(inside, exist_ok=True)
    return project, inside


def version(program):
    return re.match(r"[\d.]+", subprocess.run([program, "version", "--short"], capture_output=True, text=True).stdout)[0]


def record(script, mnt, paths, recorded):
    """Records files of cases side by side: those of the command line, or else these. `recorded` makes of a program and a path the
    lines of the recording; it is called in a mount namespace of its own, in which `mnt` is empty, and without a network."""
    program = os.environ.get("DOCKERKIT_COMPOSE") or sys.exit("DOCKERKIT_COMPOSE must name the program docker-compose")
    if sys.argv[1:2] == ["--inside"]:
        path = sys.argv[2]
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", mnt], check=True)
        with open(path[:-len("cases")] + "recorded", "w", encoding="utf-8", newline="") as f: f.write("\n".join(recorded(program, path)))
        print(path, flush=True)
        return
    unshare = ["unshare", "--mount", "--net"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    # the largest first
    given = sorted([os.path.abspath(p) for p in sys.argv[1:]] or paths, key=os.path.getsize, reverse=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(lambda p: subprocess.run([*unshare, sys.executable, os.path.abspath(script), "--inside", p]), given):
            if done.returncode: sys.exit(f"not recorded: {done.args[-1]}")
