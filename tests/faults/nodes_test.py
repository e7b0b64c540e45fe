"""Two processes on one PostgreSQL draw together; either is killed in the middle of any step, the other goes on (H2)."""
import http.client
import json
import pathlib
import secrets
import sys
import threading
import time

from draws import STEPS, Draw, is_done
from support import LOST, Person, Postgres, Refused, Server, finish, test

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import workbooks  # noqa: E402


class Listener:
    """A page that listens to a room at one node and connects again when it is cut off, as a browser does."""

    def __init__(self, person, server, activity):
        self.cookie, self.server, self.path = person.cookie, server, f"{activity}/draw/events"
        self.versions, self.ended = [], False
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while not self.ended:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
                connection.request("GET", self.path, headers={"Cookie": self.cookie})
                answer = connection.getresponse()
                while line := answer.readline():
                    if line.startswith(b"data: "):
                        self.versions.append(json.loads(line[6:])["version"])
            except LOST:
                pass
            time.sleep(0.2)

    def wait_beyond(self, count, seconds=5):
        end = time.monotonic() + seconds
        while len(self.versions) <= count and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.versions) > count, f"no event at port {self.server.port} within {seconds} s"


class Nodes:
    def __init__(self):
        self.postgres = Postgres()
        self.url = self.postgres.copy()
        self.a, self.b = Server("node-a", self.url), Server("node-b", self.url)
        self.people = {"operator": Person(self.a, "operator"), "approver": Person(self.a, "approver"), "supervisor": Person(self.b, "supervisor")}

    def other(self, node):
        return self.b if node is self.a else self.a

    def stepped_up(self):
        for role in ("operator", "supervisor"):
            self.people[role].call("POST", "/api/v1/session/step-up", {"code": self.people[role].code()})

    def entries(self, type, round):
        """How many entries of the type the ledger has of a round."""
        name = self.url.removeprefix("postgres:///").split("?")[0]
        return int(self.postgres.sql(f"SELECT count(*) FROM ledger_entry WHERE type = '{type}' AND object_id = '{round}'", name))


def one_session_on_both(nodes):
    person = Person(nodes.a, "library_administrator")
    here = person.call("GET", "/api/v1/session")
    person.server = nodes.b
    assert person.call("GET", "/api/v1/session")["account"] == here["account"]
    person.call("DELETE", "/api/v1/session")
    for person.server in (nodes.a, nodes.b):
        try:
            person.call("GET", "/api/v1/session")
            raise AssertionError("a session that was ended at one node is alive at the other")
        except Refused as refused:
            assert refused.status == 401, refused


def facts_of_the_other_node(nodes):
    """What one node keeps in memory follows what the other one writes."""
    operator = nodes.people["operator"]
    count = {"groups": [{"name": "甲", "seats": 1, "conditions": {}}], "panel": [], "substitutes": 0, "reveal_minutes": 5}
    activity = Draw(nodes.people).activity

    def in_library(node):
        operator.server = node
        try:
            return operator.call("POST", f"{activity}/plan/count", {"plan": count})["total"]["n"]
        finally:
            operator.server = nodes.a

    before = in_library(nodes.a)
    assert in_library(nodes.b) == before
    administrator = Person(nodes.a, "library_administrator")
    file = workbooks.workbook(workbooks.library(20, units=3, first=700))
    upload = administrator.call("PUT", "/api/v1/imports?name=more.xlsx", file, kind="application/octet-stream")["item"]["id"]

    def wait_for(state):
        end = time.monotonic() + 30
        while (now := administrator.call("GET", f"/api/v1/imports/{upload}")["item"]["state"]) != state:
            assert time.monotonic() < end, now
            time.sleep(0.05)

    wait_for("ready")
    administrator.call("POST", f"/api/v1/imports/{upload}/apply", {"document": "试验", "verified_on": "2026-03-01", "verified_by": "试验"})
    wait_for("applied")
    for node in (nodes.b, nodes.a):
        assert in_library(node) == before + 20, (before, in_library(node))


def drawn_together(nodes):
    """Operator at one node, supervisor at the other; pages at both hear of every step."""
    draw = Draw(nodes.people)
    listeners = [Listener(nodes.people["operator"], nodes.a, draw.activity), Listener(nodes.people["supervisor"], nodes.b, draw.activity)]
    for listener in listeners:
        listener.wait_beyond(0)
    for step in STEPS:
        told = [len(listener.versions) for listener in listeners]
        person, path, body = draw.request(step)
        person.call("POST", path, body)
        for listener, count in zip(listeners, told):
            listener.wait_beyond(count)
    for listener in listeners:
        listener.ended = True
    assert draw.state()["status"] == "confirmed", draw.state()["status"]


def killed_within(nodes, step, after_ms):
    """The node that serves the step dies; the person goes on at the other, the rest of the round too."""
    draw = Draw(nodes.people)
    for earlier in STEPS[:STEPS.index(step)]:
        person, path, body = draw.request(earlier)
        person.call("POST", path, body)
    before = draw.state()
    person, path, body = draw.request(step)
    dying = person.server
    others = [p for p in nodes.people.values() if p.server is dying]
    key, outcome = secrets.token_hex(8), {}

    def send():
        try:
            outcome["answer"] = person.call("POST", path, body, key)
        except LOST as lost:
            outcome["lost"] = lost

    sender = threading.Thread(target=send)
    sender.start()
    time.sleep(after_ms / 1000)
    dying.kill()
    sender.join()
    for p in others:
        p.server = nodes.other(dying)
    state = draw.state()
    found = is_done(step, state)
    if "answer" in outcome:
        assert found, f"{step} was acknowledged and is lost"
    if before is not None:
        assert (state["id"], state["seal_hash"]) == (before["id"], before["seal_hash"])
    try:
        person.call("POST", path, body, key)
    except Refused as refused:
        assert found and refused.status == 409, refused
    for later in STEPS[STEPS.index(step) + 1:]:
        person, path, body = draw.request(later)
        person.call("POST", path, body)
    assert draw.state()["status"] == "confirmed", draw.state()["status"]
    assert nodes.entries("draw.drawn/1", draw.state()["id"]) == 1, "one result for one round"
    dying.start()
    for p in others:
        p.server = dying
    assert draw.state()["status"] == "confirmed"
    print(f"   {step}, {after_ms} ms: {'acknowledged' if 'answer' in outcome else 'not answered'}, {'found' if found else 'not found'} afterwards")


def deadline_met_by_both(nodes):
    """Both wake after the time for revealing is over: the round is void once, and says whose value was missing."""
    draw = Draw(nodes.people)
    for step in STEPS[:3]:
        person, path, body = draw.request(step)
        person.call("POST", path, body)
    for node in (nodes.a, nodes.b):
        node.kill()
    for node in (nodes.a, nodes.b):
        node.start(clock_ahead=11 * 60)
    end = time.monotonic() + 10
    while (state := draw.state())["status"] != "void" and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(1.5)  # another tick of each
    assert state["status"] == "void" and "操作员" in state["void"]["words"], state
    assert nodes.entries("draw.voided/1", state["id"]) == 1


def stopped_and_checked(nodes):
    for node in (nodes.a, nodes.b):
        assert node.stop() == 0
    nodes.a.check()


def main():
    nodes = Nodes()
    try:
        test("one session on both nodes", lambda: one_session_on_both(nodes))
        nodes.stepped_up()
        test("what a node keeps in memory follows the other", lambda: facts_of_the_other_node(nodes))
        test("drawn at two nodes, pages at both hear of it", lambda: drawn_together(nodes))
        for number, step in enumerate(STEPS):
            test(f"a node killed during {step}", lambda: killed_within(nodes, step, (0, 2, 4, 30)[number % 4] if step != "seal" else 20))
        nodes.stepped_up()
        test("a deadline met by both", lambda: deadline_met_by_both(nodes))
        test("clean stop and check", lambda: stopped_and_checked(nodes))
    finally:
        for node in (nodes.a, nodes.b):
            if node.process.poll() is None:
                node.kill()
        nodes.postgres.close()
    finish()


main()
