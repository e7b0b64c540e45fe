"""A draw from the activity to the confirmed result, by people over HTTP."""
import hashlib
import secrets
import time

PLAN = {"groups": [{"name": "研究开发", "seats": 2, "conditions": {}}], "panel": [{"tag": "unit", "max": 1}], "substitutes": 1,
        "reveal_minutes": 10}


def day(server, offset):
    return time.strftime("%Y-%m-%d", time.gmtime(server.now() + 8 * 3600 + offset * 86400))


class Draw:
    """One activity and its round, by an operator, an approver and a supervisor."""

    def __init__(self, people, prepare=True, after=2):
        """With an approved plan and both present, `after` so many days; `prepare` False: only the activity, as a draft."""
        self.people = people
        self.values = {role: secrets.token_bytes(32) for role in ("operator", "supervisor")}
        self.round = None
        operator, approver = people["operator"], people["approver"]
        supervisor = operator.call("GET", "/api/v1/activity-staff")["supervisors"][0]["id"]
        applicant = next(u for u in operator.call("GET", "/api/v1/units?search=%E5%A4%A7%E5%AD%A6")["items"] if u["name"].endswith("大学"))
        project = {"number": "P-1", "name": "草原畜种繁育", "applicant": applicant["code"], "partners": [], "lead_name": "巴特尔",
                   "lead_citizen_id": invented_citizen_id(), "members": []}
        self.activity = "/api/v1/activities/" + operator.call("POST", "/api/v1/activities", {
            "name": "重点研发评审", "kind": "review", "from": day(operator.server, after), "to": day(operator.server, after + 1), "place": "", "supervisor": supervisor,
            "projects": [project]})["id"]
        if not prepare:
            return
        self.versioned(operator, self.activity, "submit")
        self.versioned(approver, self.activity, "approve")
        self.save_plan()
        self.versioned(operator, f"{self.activity}/plan", "submit")
        self.versioned(approver, f"{self.activity}/plan", "approve")
        self.join()

    def save_plan(self):
        self.people["operator"].call("PUT", f"{self.activity}/plan", {"version": 0, "plan": PLAN})

    def join(self):
        for role in self.values:
            self.people[role].call("POST", f"{self.activity}/draw/join", {})

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
