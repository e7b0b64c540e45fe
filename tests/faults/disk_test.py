"""The disk is full: acts and files are refused clearly, what was acknowledged stands, reading goes on, and once there is room
everything works again unaided (H2). On a file system of its own, made of memory."""
import contextlib
import os
import pathlib
import secrets
import subprocess
import sys
import threading
import time

# Only root mounts; anybody is root in a name space of the own.
if os.geteuid() != 0:
    os.execvp("unshare", ["unshare", "--mount", "--map-root-user", sys.executable, *sys.argv])

WORK = pathlib.Path(os.environ["BOLE_WORK"])
DISK = WORK / "disk"
os.environ["BOLE_WORK"] = str(DISK)  # the library and the server's log lie on it

from draws import STEPS, Draw, is_done  # noqa: E402
from support import LOST, Person, Refused, Server, finish, test  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import workbooks  # noqa: E402

ROOM = 12  # MiB beside the library
BUSY = "auth.database_busy"


@contextlib.contextmanager
def full():
    """No byte is left meanwhile."""
    ballast = DISK / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
    try:
        yield
    finally:
        ballast.unlink()


def refusal(work):
    """The status and code of what is refused; nothing when it was done."""
    try:
        work()
        return None
    except Refused as refused:
        return refused.status, refused.code


def lasting(round):
    """A round without the time at which it was asked for."""
    return round and {name: value for name, value in round.items() if name != "server_time"}


class Office:
    def __init__(self):
        self.server = Server("library")
        self.people = {role: Person(self.server, role) for role in ("operator", "approver", "supervisor", "library_administrator")}
        for role in ("operator", "supervisor"):
            self.people[role].call("POST", "/api/v1/session/step-up", {"code": self.people[role].code()})
        self.manager = self.people["library_administrator"]


def every_step_of_a_draw(office):
    """Each step is tried on a full disk: it is done, where what there is of the file has room for it, or leaves nothing behind and
    is done under the same key when there is room."""
    draw = Draw(office.people)
    for step in STEPS:
        before, key = lasting(draw.state()), secrets.token_hex(8)
        person, path, body = draw.request(step)
        with full():
            refused = refusal(lambda: person.call("POST", path, body, key))
            state = lasting(draw.state())
        if refused is None:
            assert is_done(step, state), f"{step} was acknowledged and is lost"
            continue
        assert refused == (503, BUSY), f"{step} was refused with {refused}"
        assert state == before, f"{step} was refused and left something"
        person.call("POST", path, body, key)
    assert draw.state()["status"] == "confirmed"


def a_file(office):
    file = workbooks.workbook(workbooks.library(400, units=5, first=1))

    def upload():
        return office.manager.call("PUT", "/api/v1/imports?name=a.xlsx", file, kind="application/octet-stream")["item"]

    def experts():
        try:
            return office.manager.call("GET", "/api/v1/experts")["total"]
        except Refused as refused:
            assert (refused.status, refused.code) == (503, BUSY)
            return None

    experts_before = experts()
    with full():
        assert refusal(upload) == (503, BUSY)
        assert office.manager.call("GET", "/api/v1/rules")["items"], "reading goes on"
        assert experts() in (None, experts_before), "of people only where its line finds room"
        assert refusal(lambda: Person(office.server, "inspector")) == (503, BUSY), "a session cannot be kept"
    id = upload()["id"]
    wait_for(office, id, "ready")
    known = office.manager.call("GET", "/api/v1/experts")["total"]
    # The order is given, then there is no room to carry it out; afterwards it is taken up by itself.
    office.manager.call("POST", f"/api/v1/imports/{id}/apply", {"document": "试验", "verified_on": "2026-03-01", "verified_by": "试验"})
    with full():
        time.sleep(1)
        assert experts() in (None, known, known + 400)
    wait_for(office, id, "applied")
    assert office.manager.call("GET", "/api/v1/experts")["total"] == known + 400


def wait_for(office, id, state):
    end = time.monotonic() + 120
    while (now := office.manager.call("GET", f"/api/v1/imports/{id}")["item"]["state"]) != state:
        assert time.monotonic() < end, now
        time.sleep(0.05)


def full_at_any_moment(office):
    """People work while the disk fills up and empties again: what they were told is what is there."""
    names, told, ended = [], set(), threading.Event()

    def work():
        operator = office.people["operator"]
        form = operator.call("GET", Draw(office.people, prepare=False).activity)
        while not ended.is_set():
            name = f"评审 {len(names)}"
            names.append(name)
            body = {"name": name, "kind": form["kind"], "from": form["from"], "to": form["to"], "place": "",
                    "supervisor": form["supervisor"]["id"], "projects": []}
            try:
                operator.call("POST", "/api/v1/activities", body)
                told.add(name)
            except Refused as refused:
                assert (refused.status, refused.code) == (503, BUSY), refused
            except LOST as lost:
                raise AssertionError("no whole answer") from lost

    worker = threading.Thread(target=work)
    worker.start()
    for _ in range(15):
        time.sleep(0.1)
        with full():
            time.sleep(0.1)
    ended.set()
    worker.join()
    found, page = set(), 1
    while items := office.people["operator"].call("GET", f"/api/v1/activities?size=100&page={page}")["items"]:
        found.update(item["name"] for item in items)
        page += 1
    assert 0 < len(told) < len(names), (len(told), len(names))
    assert {name for name in names if name in found} == told, "told and found differ"
    print(f"   {len(told)} of {len(names)} were done")


def stop_and_check(office):
    with full():
        assert office.server.process.poll() is None, "the server ended"
    assert office.server.stop() == 0
    office.server.check()


def started_on_a_full_disk(office):
    """It starts or says why not, and does no harm."""
    with full():
        try:
            office.server.start()
        except AssertionError:
            office.server.process.wait(30)
        else:
            assert office.server.stop() == 0
    office.server.start()
    assert office.server.stop() == 0
    office.server.check()


def main():
    DISK.mkdir()
    library = sum(file.stat().st_size for file in pathlib.Path(os.environ["BOLE_LIBRARY"]).rglob("*") if file.is_file())
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={library + (ROOM << 20)}", "none", DISK], check=True)
    try:
        office = Office()
        for name, work in (("every step of a draw", every_step_of_a_draw), ("a file", a_file), ("at any moment", full_at_any_moment),
                           ("clean stop and check", stop_and_check), ("start", started_on_a_full_disk)):
            test(f"disk full: {name}", lambda: work(office))
        if office.server.process.poll() is None:
            office.server.kill()
    finally:
        subprocess.run(["umount", "-l", DISK], check=True)
    finish()


main()
