"""People of a demonstration at their browsers, and an activity brought to its approved plan."""
import json
import sys
import time
import urllib.request

from support import sign_in, totp


class Person:
    """Someone at a browser. Codes are used once, so the clock's step is moved on by hand within what the server takes."""

    def __init__(self, address, account):
        self.address, self.account, self.keys = address, account, 0
        self.cookie, _ = sign_in(address, account)
        self.token = self.call("GET", "/api/v1/session")["token"]

    def call(self, method, path, body=None):
        self.keys += 1
        headers = {"Content-Type": "application/json", "Cookie": self.cookie,
                   "Idempotency-Key": f"{self.account['name']}-{time.time_ns()}-{self.keys}"}
        if hasattr(self, "token"):
            headers["X-Bole-Token"] = self.token
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")

    def step_up(self):
        self.call("POST", "/api/v1/session/step-up", {"code": totp(self.account["totp_secret"], int(time.time()) // 30 + 1)})


PLAN = {"groups": [{"name": "甲", "seats": 5, "conditions": {}}, {"name": "乙", "seats": 4, "conditions": {}}],
        "panel": [{"tag": "unit", "max": 1}, {"tag": "sex", "value": "2", "min": 2}], "substitutes": 3, "reveal_minutes": 10}


def approved_activity(operator, approver, number, plan=PLAN):
    staff = operator.call("GET", "/api/v1/activity-staff")
    form = {"name": f"抽取计时 {number}", "kind": "review", "from": "2030-01-01", "to": "2030-01-02", "place": "呼和浩特",
            "supervisor": staff["supervisors"][0]["id"],
            "projects": [{"number": "P-1", "name": "计时", "applicant": operator.call("GET", "/api/v1/units?size=1")["items"][0]["code"],
                          "partners": [], "lead_name": "巴特尔", "lead_citizen_id": "11010519491231002X", "members": []}]}
    activity = "/api/v1/activities/" + operator.call("POST", "/api/v1/activities", form)["id"]
    version = lambda path: operator.call("GET", path)["version"]
    operator.call("POST", activity + "/submit", {"version": version(activity)})
    approver.call("POST", activity + "/approve", {"version": version(activity)})
    operator.call("PUT", activity + "/plan", {"version": 0, "plan": plan})
    operator.call("POST", activity + "/plan/submit", {"version": version(activity + "/plan")})
    approver.call("POST", activity + "/plan/approve", {"version": version(activity + "/plan")})
    return activity
