"""What the tests of bole-verify share: running it, counting, altering documents."""
import copy
import json
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BOLE, VERIFY, TRY = (ROOT / "build" / name for name in ("bole", "bole-verify", "bole-verify-try"))
FOLDER = pathlib.Path(tempfile.mkdtemp())
passed = failed = 0


def check(name, good, more=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {name}: {more}", flush=True)


def verify(command, contents, *options):
    """The exit code and what was printed for a file of these bytes."""
    file = FOLDER / "file"
    file.write_bytes(contents if isinstance(contents, bytes) else json.dumps(contents).encode())
    return run(command, str(file), *options)


def run(*arguments):
    result = subprocess.run([VERIFY, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return result.returncode, result.stdout


def verify_all(files):
    """For many (command, contents) in one process: what verify() gives, one by one, as long as nothing crashes."""
    frames = b"".join(f"{command} {len(contents)}\n".encode() + contents for command, contents in files)
    result = subprocess.run([TRY], input=frames, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = result.stdout.decode().splitlines()
    check("no crash", result.returncode == 0 and len(lines) == len(files), f"{result.returncode}, {len(lines)} of {len(files)} {lines[-1:]}")
    return lines


def all_refused(files):
    """`files`: (name, command, contents) each."""
    for (name, _, _), line in zip(files, verify_all([file[1:] for file in files])):
        check(name, line.startswith("1 "), "accepted")


def refused(name, command, contents, *options, because=""):
    code, text = verify(command, contents, *options)
    check(name, code == 1 and text.startswith("核对不通过：") and because in text, f"{code} {text}")


def places(value, path=()):
    """Every place in a document, outermost first."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, element in inner:
        yield from places(element, path + (key,))


def changed_scalar(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value and re.fullmatch("[0-9a-f]+", value):
        return ("1" if value[0] == "0" else "0") + value[1:]
    return value + "x"


def tamperings(document):
    """Changes each scalar, leaves out each member and element, repeats each element, exchanges neighbours, adds a member."""
    for path in list(places(document)):
        target = document
        for key in path:
            target = target[key]
        if not isinstance(target, (dict, list)):
            yield path, "changed", replaced(document, path, changed_scalar(target))
            yield path, "null", replaced(document, path, None)
            yield path, "of another kind", replaced(document, path, [target])
        elif isinstance(target, dict):
            yield path, "with another member", replaced(document, path, {**target, "more": 1})
        if path:
            yield path, "left out", removed(document, path)
        if isinstance(target, list) and target:
            for i in range(len(target)):
                yield path + (i,), "repeated", replaced(document, path, target[:i] + [target[i]] + target[i:])
            for i in range(len(target) - 1):
                if target[i] != target[i + 1]:
                    yield path + (i,), "exchanged", replaced(document, path, target[:i] + [target[i + 1], target[i]] + target[i + 2:])


def replaced(document, path, value):
    if not path:
        return value
    shallow = copy.copy(document)
    shallow[path[0]] = replaced(document[path[0]], path[1:], value)
    return shallow


def removed(document, path):
    shallow = copy.copy(document)
    if len(path) == 1:
        del shallow[path[0]]
    else:
        shallow[path[0]] = removed(document[path[0]], path[1:])
    return shallow
