"""kill -9 at every write of draw, import and undo through HTTP: 0 acknowledged lost, 0 doubled, the ledger checks, the round goes on
(H2, T1, G10).

A library loaded into the server (die.c) counts its writes to the database and dies at a chosen one: before it, in the middle of
it or just after. A run without death says how many writes each step has; the positions are then taken evenly over all steps.

BOLE_KILLS: how many on SQLite (default 24); BOLE_KILLS_POSTGRES: how many on PostgreSQL (default 0, tests/faults/nodes_test.py
kills there)."""
import mmap
import os
import pathlib
import random
import secrets
import sqlite3
import struct
import subprocess
import sys
import threading
import time

from draws import STEPS, Draw, is_done
from support import LOST, Person, Postgres, Refused, Server, finish, test

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import workbooks  # noqa: E402

WORK = pathlib.Path(os.environ["BOLE_WORK"])
KILLS = int(os.environ.get("BOLE_KILLS", "24"))
KILLS_POSTGRES = int(os.environ.get("BOLE_KILLS_POSTGRES", "0"))
SEED = int(os.environ.get("BOLE_SEED", "1"))
WORKS = ("import", "undo")
MANNERS = ("before", "in the middle", "after")
EXPERTS = 60  # of each file
MANY = 1 << 30


class Death:
    """What the library loaded into the server obeys."""

    def __init__(self, name):
        self.library, self.file = WORK / "die.so", WORK / f"{name}.die"
        if not self.library.exists():
            source = pathlib.Path(__file__).resolve().parent / "die.c"
            subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", self.library, source, "-ldl"], check=True)
        self.file.write_bytes(bytes(8))
        with open(self.file, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), 8)
        self.environment = {"LD_PRELOAD": str(self.library), "BOLE_DIE": str(self.file)}

    def at(self, write, manner=0):
        self.map[:] = struct.pack("ii", write, manner)

    def left(self):
        return struct.unpack("ii", self.map[:])[0]


class Office:
    def __init__(self, name, postgres):
        self.name, self.death, self.postgres = name, Death(name), postgres
        self.server = Server(f"kills-{name}", postgres and postgres.copy(), environment=self.death.environment)
        self.people = {role: Person(self.server, role) for role in ("operator", "approver", "supervisor", "library_administrator")}
        self.manager = self.people["library_administrator"]
        self.stepped_up = 0
        self.files = self.drawn = 0
        self.leased = False  # an import has waited for a lease to end
        self.experts = self.manager.call("GET", "/api/v1/experts")["total"]
        self.told = {"acknowledged": 0, "done, not answered": 0, "not done": 0}

    def step_up(self):
        if time.monotonic() - self.stepped_up > 120:
            for role in ("operator", "supervisor"):
                self.people[role].call("POST", "/api/v1/session/step-up", {"code": self.people[role].code()})
            self.stepped_up = time.monotonic()

    def quiet(self):
        """Waits until the server writes nothing by itself."""
        before = None
        while before != self.death.left():
            before = self.death.left()
            time.sleep(0.05)

    def send(self, person, path, body, key, outcome):
        try:
            outcome["answer"] = person.call("POST", path, body, key)
        except LOST as lost:
            outcome["lost"] = lost

    def killed(self, person, path, body, write, manner):
        """Sends an act to a server that dies at the write. Gives the outcome and the key, or nothing when it outlived the act."""
        key, outcome = secrets.token_hex(8), {}
        self.death.at(write, manner)
        sender = threading.Thread(target=self.send, args=(person, path, body, key, outcome))
        sender.start()
        sender.join()
        end = time.monotonic() + 1.5  # the job behind an act writes after the answer
        while self.server.process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        self.death.at(0)
        if self.server.process.poll() is None:
            self.server.kill()
        self.server.process.wait()
        self.server.check()
        self.server.start()
        return outcome, key

    def let_go(self):
        statement = "UPDATE job SET lease = ''"
        if self.postgres:
            self.postgres.sql(statement, self.server.database.removeprefix("postgres:///").split("?")[0])
        else:
            with sqlite3.connect(self.server.data / "bole.db", timeout=30) as database:
                database.execute(statement)
            database.close()

    def count(self, outcome, found):
        self.told["acknowledged" if "answer" in outcome else "done, not answered" if found else "not done"] += 1

    def draw(self, step):
        self.step_up()
        # On days of its own, so that nobody is wanted twice at a time.
        draw = Draw(self.people, after=2 + 2 * (self.drawn % 100))
        self.drawn += 1
        for earlier in STEPS[:STEPS.index(step)]:
            person, path, body = draw.request(earlier)
            person.call("POST", path, body)
        return draw

    def writes_of(self, step):
        """How many writes the step has when nothing goes wrong."""
        draw = self.draw(step)
        person, path, body = draw.request(step)
        self.quiet()
        self.death.at(MANY)
        person.call("POST", path, body)
        time.sleep(0.1)
        count = MANY - self.death.left()
        self.death.at(0)
        return count

    def draw_killed(self, step, write, manner):
        draw = self.draw(step)
        before = draw.state()
        person, path, body = draw.request(step)
        outcome, key = self.killed(person, path, body, write, manner)
        state = draw.state()
        found = is_done(step, state)
        if before is not None:
            for old, new in zip(before["parts"], state["parts"]):
                for name, value in old.items():
                    assert new.get(name) == value, f"{name} of {old['role']} was acknowledged and is lost"
            assert (state["id"], state["seal_hash"]) == (before["id"], before["seal_hash"])
        if "answer" in outcome:
            assert found, f"{step} was acknowledged and is lost"
        # The page tries again under the same key: done once, whatever happened the first time.
        try:
            person.call("POST", path, body, key)
        except Refused as refused:
            assert found and refused.status == 409, refused
        assert is_done(step, draw.state()), f"{step} cannot be repeated"
        for later in STEPS[STEPS.index(step) + 1:]:
            person, path, body = draw.request(later)
            person.call("POST", path, body)
        assert len(self.people["operator"].call("GET", f"{draw.activity}/draw")["rounds"]) == 1, "a second round"
        state = draw.state()
        assert state["status"] == "confirmed" and len(state["panel"][0]["seats"]) == 2, state["status"]
        self.count(outcome, found)

    def upload(self):
        self.files += 1
        self.file = workbooks.workbook(workbooks.library(EXPERTS, units=3, first=5000 + self.files, seed=1_000_000 + 1000 * self.files))
        id = self.manager.call("PUT", f"/api/v1/imports?name={self.files}.xlsx", self.file, kind="application/octet-stream")["item"]["id"]
        self.wait_for(id, "ready")
        return id

    def state_of(self, id):
        return self.manager.call("GET", f"/api/v1/imports/{id}")["item"]["state"]

    def wait_for(self, id, state):
        end = time.monotonic() + 60
        while (now := self.state_of(id)) != state:
            assert time.monotonic() < end, now
            time.sleep(0.03)

    ORDER = {"document": "试验", "verified_on": "2026-03-01", "verified_by": "试验"}

    def work(self, kind, id):
        """Path, body, state meanwhile and at the end, people more: of the work that a job does for an import."""
        if kind == "import":
            return f"/api/v1/imports/{id}/apply", self.ORDER, "applying", "applied", EXPERTS
        return f"/api/v1/imports/{id}/undo", {"reason": "试验"}, "undoing", "undone", -EXPERTS

    def order(self, kind, id):
        path, body, _, end, more = self.work(kind, id)
        self.manager.call("POST", path, body)
        self.wait_for(id, end)
        self.experts += more

    def prepared(self, kind):
        """An upload for which the work can be ordered."""
        id = self.upload()
        if kind == "undo":
            self.order("import", id)
        return id

    def writes_of_work(self, kind):
        id = self.prepared(kind)
        self.quiet()
        self.death.at(MANY)
        self.order(kind, id)
        self.quiet()
        count = MANY - self.death.left()
        self.death.at(0)
        return count

    def work_killed(self, kind, write, manner):
        id = self.prepared(kind)
        path, body, meanwhile, end, more = self.work(kind, id)
        outcome, key = self.killed(self.manager, path, body, write, manner)
        total, state = self.manager.call("GET", "/api/v1/experts")["total"], self.state_of(id)
        assert (total - self.experts) in (0, more), f"{total - self.experts} of {more} were written"
        if "answer" in outcome:
            assert state in (meanwhile, end), f"the order was acknowledged and is lost: {state}"
        found = state in (meanwhile, end)
        try:
            self.manager.call("POST", path, body, key)
        except Refused as refused:
            assert found and refused.status == 409, refused
        # Taken up by itself, at the latest when the dead process's lease ends; only the first is left to it, to save time.
        if self.leased:
            self.let_go()
        self.leased = True
        self.wait_for(id, end)
        self.experts += more
        assert self.manager.call("GET", "/api/v1/experts")["total"] == self.experts, "written twice or not at all"
        if kind == "import":
            again = self.manager.call("PUT", "/api/v1/imports?name=again.xlsx", self.file, kind="application/octet-stream")["item"]
            assert (again["id"], again["state"]) == (id, "applied"), "the same file again"
        self.count(outcome, found)

    def positions(self, kills):
        """(step, write, manner), evenly over every write of every step, of an import and an undo; one kill in eight is of each of these."""
        counts = {step: self.writes_of(step) for step in STEPS}
        works = {kind: self.writes_of_work(kind) for kind in WORKS}
        chance = random.Random(SEED)
        every = [(step, write, chance.randrange(3)) for step in STEPS for write in range(1, counts[step] + 1)]
        each = max(1, kills // 8, -(-(kills - len(every)) // len(WORKS)))
        draws = kills - each * len(WORKS)
        print(f"   {self.name}, writes: " + ", ".join(f"{step} {count}" for step, count in (counts | works).items()))
        chosen = [every[i * len(every) // draws] for i in range(draws)]
        for kind, count in works.items():
            chosen += [(kind, 1 + (2 * i + 1) * count // (2 * each), i % 3) for i in range(each)]
        return chosen


def campaign(name, kills, postgres=None):
    office = Office(name, postgres)
    try:
        for step, write, manner in office.positions(kills):
            def one():
                if step in WORKS:
                    office.work_killed(step, write, manner)
                else:
                    office.draw_killed(step, write, manner)
            test(f"{name}: killed {MANNERS[manner]} write {write} of {step}", one)
            if office.server.process.poll() is not None:
                office.server.start()

        def ended():
            assert office.server.stop() == 0
            office.server.check()
        test(f"{name}: clean stop and check after {kills} kills", ended)
        print("   " + ", ".join(f"{what} {count}" for what, count in office.told.items()))
    finally:
        if office.server.process.poll() is None:
            office.server.kill()


def main():
    campaign("SQLite", KILLS)
    if KILLS_POSTGRES:
        postgres = Postgres()
        try:
            campaign("PostgreSQL", KILLS_POSTGRES, postgres)
        finally:
            postgres.close()
    finish()


main()
