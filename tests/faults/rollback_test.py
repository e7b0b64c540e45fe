"""A database set back to an older file passes every check by itself; a checkpoint kept outside tells (T3)."""
import http.client
import pathlib
import shutil
import subprocess

from support import PROGRAM, Person, Server, finish, test


def bole(server, *words):
    result = subprocess.run([PROGRAM, words[0], "--data", server.data, *words[1:]], text=True, capture_output=True, timeout=60)
    return result.returncode, result.stdout + result.stderr


def take_checkpoint(server, person, name):
    """What the page's 带走检查点 downloads; taking it is told by an entry."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/api/v1/ledger/checkpoint", headers={"Cookie": person.cookie})
    answer = connection.getresponse()
    text = answer.read()
    assert answer.status == 200, text
    file = server.data.parent / name
    file.write_bytes(text)
    return file


def replaced(server, old):
    for file in server.data.glob("bole.db*"):
        file.unlink()
    for file in old.iterdir():
        shutil.copy(file, server.data)


def older_file():
    server = Server("rollback")
    old = server.data.parent / "last-week"
    supervisor = Person(server, "supervisor")
    early = take_checkpoint(server, supervisor, "early.txt")
    assert server.stop() == 0
    old.mkdir()
    for file in server.data.glob("bole.db*"):
        shutil.copy(file, old)
    server.start()
    supervisor = Person(server, "supervisor")
    late = take_checkpoint(server, supervisor, "late.txt")
    assert server.stop() == 0

    code, text = bole(server, "check", "--against", early, "--against", late)
    assert code == 0 and text.count("账本包含这个检查点") == 2 and "全部一致" in text, text
    replaced(server, old)
    code, text = bole(server, "check")
    assert code == 0 and "--against" in text, f"by itself the older file is whole, and the check says what it cannot see: {text}"
    code, text = bole(server, "check", "--against", early)
    assert code == 0, text
    code, text = bole(server, "check", "--against", early, "--against", late)
    assert code == 1 and "数据库比这个检查点旧" in text and "[older]" in text, text
    code, text = bole(server, "serve", "--listen", "127.0.0.1:0", "--against", late)
    assert code == 1 and "数据库比这个检查点旧" in text and "已启动" not in text, text

    # Whoever sets back and goes on until the ledger is long enough writes another history.
    server.start()
    supervisor = Person(server, "supervisor")
    for number in range(8):
        take_checkpoint(server, supervisor, f"after-{number}.txt")
    assert server.stop() == 0
    code, text = bole(server, "check")
    assert code == 0, text
    code, text = bole(server, "serve", "--listen", "127.0.0.1:0", "--against", late)
    assert code == 1 and "[another_history]" in text and "已启动" not in text, text
    code, text = bole(server, "check", "--against", late)
    assert code == 1 and "[another_history]" in text, text


def foreign_and_spoilt_files():
    server = Server("foreign")
    supervisor = Person(server, "supervisor")
    note = take_checkpoint(server, supervisor, "note.txt")
    assert server.stop() == 0
    text = note.read_text(encoding="utf-8")
    spoilt = server.data.parent / "spoilt.txt"
    first, size, rest = text.split("\n", 2)
    for content in ("", "检查点\n", text[:-20], f"{first}\n{int(size) - 1}\n{rest}", f"elsewhere\n{size}\n{rest}"):
        spoilt.write_text(content, encoding="utf-8")
        code, told = bole(server, "check", "--against", spoilt)
        assert code == 1 and "[not_ours]" in told, told
    code, told = bole(server, "check", "--against", pathlib.Path("/nowhere/note.txt"))
    assert code == 1 and "读不到检查点文件" in told, told
    code, told = bole(server, "check", "--against", note)
    assert code == 0, told


test("an older file is refused where a newer checkpoint is at hand", older_file)
test("checkpoints of elsewhere, spoilt or absent, are refused by name", foreign_and_spoilt_files)
finish()
