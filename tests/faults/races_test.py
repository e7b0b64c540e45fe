"""Sixteen clients on one act: one effect, and a captured request sent again gives the same answer and no second act (T17, G13)."""
import http.client
import json
import os
import pathlib
import secrets
import sqlite3
import sys
import threading
import time

from draws import STEPS, Draw, day, invented_citizen_id
from support import Person, Postgres, Server, finish, test

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import workbooks  # noqa: E402

CLIENTS = 16
ROLES = ("operator", "approver", "supervisor", "library_administrator", "system_administrator", "security_administrator", "science_department")
ROUNDS = int(os.environ.get("BOLE_RACE_ROUNDS", "2"))  # of each act on each engine


class Crowd:
    """Sixteen connections that send the same act at the same moment."""

    def __init__(self, server):
        self.server = server
        self.connections = [None] * CLIENTS
        self.start, self.done = threading.Barrier(CLIENTS + 1), threading.Barrier(CLIENTS + 1)
        self.work, self.answers = None, [None] * CLIENTS
        for number in range(CLIENTS):
            threading.Thread(target=self.run, args=(number,), daemon=True).start()

    def run(self, number):
        while True:
            self.start.wait()
            method, path, body, headers, same_key = self.work
            key = same_key or secrets.token_hex(8)
            try:
                if self.connections[number] is None:
                    self.connections[number] = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
                connection = self.connections[number]
                connection.request(method, path, body, {**headers, "Idempotency-Key": key})
                answer = connection.getresponse()
                self.answers[number] = (answer.status, answer.read(), key)
                if answer.headers.get("Connection") == "close":
                    connection.close()
            except Exception as fault:  # told by together()
                self.answers[number] = (0, repr(fault).encode(), key)
                self.connections[number] = None
            self.done.wait()

    def together(self, person, method, path, body, same_key=None):
        self.work = (method, path, json.dumps(body, ensure_ascii=False).encode(),
                     {"Cookie": person.cookie, "X-Bole-Token": person.token, "Content-Type": "application/json"}, same_key)
        self.start.wait()
        self.done.wait()
        return list(self.answers)


class Nobody:
    cookie = token = ""


class Office:
    def __init__(self, name, postgres):
        self.postgres = postgres
        self.server = Server(name, postgres.copy() if postgres else None)
        self.people, self.stepped_up = {}, 0
        self.crowd = Crowd(self.server)
        self.effects = {}  # by act: rounds raced
        self.number = self.drawn = 0
        if not postgres:
            self.reading = sqlite3.connect(f"file:{self.server.data}/bole.db?mode=ro", uri=True, timeout=30, isolation_level=None)

    def sign_in(self):
        """Before each kind of act: who had nothing to do meanwhile was signed out."""
        self.people = {role: Person(self.server, role) for role in ROLES}
        self.stepped_up = 0

    def sql(self, statement):
        if self.postgres:
            return self.postgres.sql(statement, self.server.database.removeprefix("postgres:///").split("?")[0])
        return str(self.reading.execute(statement).fetchone()[0])

    def entries(self, type, id):
        return int(self.sql(f"SELECT count(*) FROM ledger_entry WHERE type = '{type}' AND object_id = '{id}'"))

    def step_up(self):
        if time.monotonic() - self.stepped_up > 120:
            for role in ("operator", "supervisor"):
                self.people[role].call("POST", "/api/v1/session/step-up", {"code": self.people[role].code()})
            self.stepped_up = time.monotonic()

    def race(self, act, person, method, path, body, type, object_id, effects=1):
        """One round of sixteen; every second round all send the same key, as sixteen clicks on one button do."""
        turn = self.effects[act] = self.effects.get(act, 0) + 1
        same_key = secrets.token_hex(8) if turn % 2 else None
        before = self.entries(type, object_id)
        answers = self.crowd.together(person, method, path, body, same_key)
        good = [a for a in answers if 200 <= a[0] < 300]
        others = {(status, text) for status, text, _ in answers if not 200 <= status < 300}
        assert all(status == 409 for status, _ in others), f"{act}: {others}"
        found = self.entries(type, object_id) - before
        assert found == effects, f"{act}: {found} effects, {len(good)} acknowledged"
        if same_key:
            assert len({a[:2] for a in good}) == 1 and len(good) == CLIENTS, f"{act}: one key, different answers: {others}"
        else:
            assert len(good) == 1, f"{act}: {len(good)} were told that they did it"
        # Whoever captured a request that was answered and sends it again, with cookie and token, is told the same and does nothing.
        (status, text, key) = good[0]
        again = self.crowd.together(person, method, path, body, key)
        assert {a[:2] for a in again} == {(status, text)}, f"{act}: sent again, another answer"
        assert self.entries(type, object_id) - before == effects, f"{act}: sent again, a second effect"

    def draw(self):
        """One activity, its plan and its round; every act of them raced."""
        operator, approver = self.people["operator"], self.people["approver"]
        # On days of its own, so that nobody is wanted twice at a time.
        draw = Draw(self.people, prepare=False, after=2 + 2 * (self.drawn % 100))
        self.drawn += 1
        id = draw.activity.rsplit("/", 1)[1]

        def versioned(act, person, path, step, type):
            version = person.call("GET", path)["version"]
            self.race(act, person, "POST", f"{path}/{step}", {"version": version}, type, id)

        versioned("submit an activity", operator, draw.activity, "submit", "activity.submitted/1")
        versioned("approve an activity", approver, draw.activity, "approve", "activity.approved/1")
        draw.save_plan()
        versioned("submit a plan", operator, f"{draw.activity}/plan", "submit", "draw.plan_submitted/1")
        versioned("approve a plan", approver, f"{draw.activity}/plan", "approve", "draw.plan_approved/1")
        self.step_up()
        draw.join()
        person, path, body = draw.request("seal")
        sealed = int(self.sql("SELECT count(*) FROM draw_round"))
        self.race("freeze and seal", person, "POST", path, body, "activity.none/1", "", effects=0)
        assert int(self.sql("SELECT count(*) FROM draw_round")) == sealed + 1, "one round was to be sealed"
        for step in STEPS[1:]:
            verb = step.split()[0]
            type = {"commit": "draw.committed/1", "reveal": "draw.revealed/1", "confirm": "draw.confirmed/1"}[verb]
            person, path, body = draw.request(step)
            self.race(verb, person, "POST", path, body, type, draw.state()["id"], effects=2 if step == "reveal supervisor" else 1)
        assert draw.state()["status"] == "confirmed", draw.state()["status"]
        assert self.entries("draw.drawn/1", draw.state()["id"]) == 1

    def suspicions(self):
        """Decided once each; a new activity when none is left."""
        operator, manager = self.people["operator"], self.people["library_administrator"]
        supervisor = operator.call("GET", "/api/v1/activity-staff")["supervisors"][0]["id"]
        universities = [u["code"] for u in operator.call("GET", "/api/v1/units?search=%E5%A4%A7%E5%AD%A6")["items"] if u["code"]]
        waiting = []
        for _ in range(ROUNDS):
            if not waiting:
                self.number += 1
                project = {"number": f"S-{self.number}", "name": "疑似", "applicant": universities[0], "partners": universities[1:3],
                           "lead_name": "巴特尔", "lead_citizen_id": invented_citizen_id(), "members": []}
                id = operator.call("POST", "/api/v1/activities", {
                    "name": "疑似", "kind": "review", "from": day(self.server, 20), "to": day(self.server, 21), "place": "",
                    "supervisor": supervisor, "projects": [project]})["id"]
                listed = manager.call("GET", "/api/v1/suspicions")["activities"]
                waiting = [(id, item["facts"]) for a in listed if a["id"] == id for item in a["items"] if item.get("confirmed") is None]
                assert waiting, "nobody is suspected"
            id, facts = waiting.pop()
            self.race("decide a suspicion", manager, "POST", f"/api/v1/activities/{id}/suspicions/decide",
                      {"facts": facts, "confirmed": bool(len(waiting) % 2), "reason": "核实过"}, "draw.suspicion_decided/1", id)

    def imports(self):
        manager = self.people["library_administrator"]
        for turn in range(ROUNDS):
            file = workbooks.workbook(workbooks.library(1, units=1, first=5000 + turn, seed=17_000_000 + turn))
            id = manager.call("PUT", f"/api/v1/imports?name={turn}.xlsx", file, kind="application/octet-stream")["item"]["id"]
            self.wait_for(id, "ready")
            known = int(self.sql("SELECT count(*) FROM expert"))
            self.race("apply an import", manager, "POST", f"/api/v1/imports/{id}/apply",
                      {"document": "试验", "verified_on": "2026-03-01", "verified_by": "试验"}, "import.ordered/1", id)
            self.wait_for(id, "applied")
            assert int(self.sql("SELECT count(*) FROM expert")) == known + 1
            assert self.entries("import.applied/1", id) == 1

    def accounts(self):
        """An invitation opens its account once; a role is approved once."""
        system, security, department = (self.people[role] for role in ROLES[-3:])
        for turn in range(ROUNDS):
            opened = system.call("POST", "/api/v1/accounts", {"login": f"raced{turn}", "display_name": f"某人{turn}"})
            answers = self.crowd.together(Nobody, "POST", "/api/v1/invitation/account", {"code": opened["code"], "password": "Steppe+Horse 27"})
            statuses = sorted(a[0] for a in answers)
            assert statuses == [204] + [422] * (CLIENTS - 1), statuses
            assert self.entries("accounts.opened/1", opened["id"]) == 1
            security.call("POST", f"/api/v1/accounts/{opened['id']}/roles",
                          {"role": "agency", "from": day(self.server, 0), "document": "12 号", "title": "任职"})
            grant = next(i["grant"]["id"] for i in department.call("GET", "/api/v1/role-grants")["items"] if i["login"] == f"raced{turn}")
            self.race("approve a role", department, "POST", f"/api/v1/role-grants/{grant}/approve", {}, "roles.approved/1", opened["id"])
            held = f"SELECT count(*) FROM account_role x JOIN account a ON a.id = x.account_id WHERE a.login = 'raced{turn}'"
            assert int(self.sql(held)) == 1, "the role came twice"

    def wait_for(self, id, state):
        end = time.monotonic() + 30
        while (now := self.people["library_administrator"].call("GET", f"/api/v1/imports/{id}")["item"]["state"]) != state:
            assert time.monotonic() < end, now
            time.sleep(0.02)

    def one_code(self):
        """A code of the second factor counts once, whoever else sends it at the same moment."""
        person = self.people["library_administrator"]
        answers = self.crowd.together(person, "POST", "/api/v1/session/step-up", {"code": person.code()})
        good = [a for a in answers if a[0] == 204]
        assert len(good) == 1, [a[:2] for a in answers]

    def close(self):
        assert self.server.stop() == 0
        self.server.check()
        print("   " + ", ".join(f"{act} {rounds}" for act, rounds in self.effects.items()))


def raced(name, postgres):
    office = Office(f"races-{name}", postgres)
    try:
        def draws():
            for _ in range(ROUNDS):
                office.draw()
        for what, work in (("an activity, its plan and its round", draws), ("suspicions", office.suspicions), ("imports", office.imports),
                           ("accounts", office.accounts)):
            office.sign_in()
            test(f"{what}, {name}", work)
        test(f"one code, {name}", office.one_code)
        test(f"check, {name}", office.close)
    finally:
        if office.server.process.poll() is None:
            office.server.kill()


def main():
    raced("SQLite", None)
    postgres = Postgres()
    try:
        raced("PostgreSQL", postgres)
    finally:
        postgres.close()
    finish()


main()
