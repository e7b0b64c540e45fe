"""kill -9 during a draw, at ten moments: nothing acknowledged is lost, the draw goes on, the ledger checks (H2, T1)."""
import hashlib
import secrets
import threading
import time

from support import LOST, Person, Refused, Server, finish, test

PLAN = {"groups": [{"name": "研究开发", "seats": 2, "conditions": {}}], "panel": [{"tag": "unit", "max": 1}], "substitutes": 1,
        "reveal_minutes": 10}
# The step under way when the power goes, and how many milliseconds after it was sent.
MOMENTS = [("seal", 0), ("seal", 4), ("seal", 30), ("commit operator", 1), ("commit supervisor", 2), ("reveal operator", 2),
           ("reveal supervisor", 0), ("reveal supervisor", 2), ("reveal supervisor", 4), ("confirm operator", 2)]

def day(offset):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600 + offset * 86400))


class Draw:
    """One activity and its round, by an operator, an approver and a supervisor."""

    def __init__(self, people):
        self.people = people
        self.values = {role: secrets.token_bytes(32) for role in ("operator", "supervisor")}
        self.round = None
        operator, approver = people["operator"], people["approver"]
        supervisor = operator.call("GET", "/api/v1/activity-staff")["supervisors"][0]["id"]
        applicant = next(u for u in operator.call("GET", "/api/v1/units?search=%E5%A4%A7%E5%AD%A6")["items"] if u["name"].endswith("大学"))
        project = {"number": "P-1", "name": "草原畜种繁育", "applicant": applicant["code"], "partners": [], "lead_name": "巴特尔",
                   "lead_citizen_id": invented_citizen_id(), "members": []}
        self.activity = "/api/v1/activities/" + operator.call("POST", "/api/v1/activities", {
            "name": "重点研发评审", "kind": "review", "from": day(2), "to": day(3), "place": "", "supervisor": supervisor,
            "projects": [project]})["id"]
        self.versioned(operator, self.activity, "submit")
        self.versioned(approver, self.activity, "approve")
        operator.call("PUT", f"{self.activity}/plan", {"version": 0, "plan": PLAN})
        self.versioned(operator, f"{self.activity}/plan", "submit")
        self.versioned(approver, f"{self.activity}/plan", "approve")
        for role in self.values:
            people[role].call("POST", f"{self.activity}/draw/join", {})

    @staticmethod
    def versioned(person, path, step):
        person.call("POST", f"{path}/{step}", {"version": person.call("GET", path)["version"]})

    def state(self):
        """The last round as the operator sees it; nothing before the seal."""
        rounds = self.people["operator"].call("GET", f"{self.activity}/draw")["rounds"]
        return rounds[-1] if rounds else None

    def request(self, step):
        """(person, path, body) of a step."""
        verb, _, role = step.partition(" ")
        if verb == "seal":
            return self.people["operator"], f"{self.activity}/rounds", {}
        seal = self.state()["seal_hash"]
        commitment = hashlib.sha256(b"bole-commit/1\0" + role.encode() + b"\0" + bytes.fromhex(seal) + self.values[role]).hexdigest()
        body = {"commit": {"seal_hash": seal, "commitment": commitment}, "reveal": {"value": self.values[role].hex()}, "confirm": {}}[verb]
        return self.people[role], f"/api/v1/rounds/{self.state()['id']}/{verb}", body


STEPS = ["seal", "commit operator", "commit supervisor", "reveal operator", "reveal supervisor", "confirm operator", "confirm supervisor"]


def invented_citizen_id():
    digits = "15010518" + f"{secrets.randbelow(90) + 10}" + "0101" + f"{secrets.randbelow(900) + 100}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights)) % 11]


def is_done(step, state):
    """Whether the round shows the step's effect."""
    verb, _, role = step.partition(" ")
    if state is None:
        return False
    if verb == "seal":
        return True
    part = next(p for p in state["parts"] if p["role"] == role)
    return part.get({"commit": "commitment", "reveal": "value", "confirm": "confirmed_at"}[verb]) is not None


def killed_at(server, people, step, after_ms):
    draw = Draw(people)
    for earlier in STEPS[:STEPS.index(step)]:
        person, path, body = draw.request(earlier)
        person.call("POST", path, body)
    before = draw.state()
    person, path, body = draw.request(step)
    key, outcome = secrets.token_hex(8), {}

    def send():
        try:
            outcome["answer"] = person.call("POST", path, body, key)
        except LOST as lost:
            outcome["lost"] = lost

    sender = threading.Thread(target=send)
    sender.start()
    time.sleep(after_ms / 1000)
    server.kill()
    sender.join()
    server.check()
    server.start()

    state = draw.state()
    if before is not None:
        for old, new in zip(before["parts"], state["parts"]):
            for name, value in old.items():
                assert new.get(name) == value, f"{name} of {old['role']} was acknowledged and is lost"
        assert (state["id"], state["seal_hash"]) == (before["id"], before["seal_hash"])
    if "answer" in outcome:
        assert is_done(step, state), f"{step} was acknowledged and is lost"
    found = is_done(step, state)
    # The page tries again under the same key: done once, whatever happened the first time.
    try:
        person.call("POST", path, body, key)
    except Refused as refused:
        assert found and refused.status == 409, refused
    assert is_done(step, draw.state()), f"{step} cannot be repeated"
    assert len(people["operator"].call("GET", f"{draw.activity}/draw")["rounds"]) == 1

    for later in STEPS[STEPS.index(step) + 1:]:
        person, path, body = draw.request(later)
        person.call("POST", path, body)
    state = draw.state()
    assert state["status"] in ("drawn", "confirmed"), state["status"]
    assert len(state["panel"][0]["seats"]) == 2
    print(f"   {step}, {after_ms} ms: {'acknowledged' if 'answer' in outcome else 'not answered'}, {'found' if found else 'not found'} afterwards")


def stopped_cleanly(server):
    assert server.stop() == 0
    server.check()


def main():
    server = Server("library")
    people = {role: Person(server, role) for role in ("operator", "approver", "supervisor")}
    stepped_up = 0
    try:
        for step, after_ms in MOMENTS:
            if time.monotonic() - stepped_up > 120:
                for role in ("operator", "supervisor"):
                    people[role].call("POST", "/api/v1/session/step-up", {"code": people[role].code()})
                stepped_up = time.monotonic()
            test(f"kill -9 during {step}", lambda: killed_at(server, people, step, after_ms))
            if server.process.poll() is not None:
                server.start()
        test("clean stop and check after ten kills", lambda: stopped_cleanly(server))
    finally:
        server.kill()
    finish()


main()
