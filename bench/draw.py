#!/usr/bin/env python3
"""Freeze to seal, and last reveal to panel, as the two people see it, on a library of 30,000; both suites."""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

from support import make_library, serving, sign_in, totp

GOALS = {"冻结到封存": 0.5, "末次揭示到结果": 0.1}
ROUNDS = 3
VALUE = bytes(32)


class Person:
    """Someone at a browser. Codes are used once, so the clock's step is moved on by hand within what the server takes."""

    def __init__(self, address, account):
        self.address, self.account, self.keys = address, account, 0
        self.cookie, _ = sign_in(address, account)
        self.token = self.call("GET", "/api/v1/session")["token"]

    def call(self, method, path, body=None):
        self.keys += 1
        headers = {"Content-Type": "application/json", "Cookie": self.cookie, "Idempotency-Key": f"{self.account['name']}-{self.keys}"}
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


def approved_activity(operator, approver, number):
    staff = operator.call("GET", "/api/v1/activity-staff")
    form = {"name": f"抽取计时 {number}", "kind": "review", "from": "2030-01-01", "to": "2030-01-02", "place": "呼和浩特",
            "supervisor": staff["supervisors"][0]["id"],
            "projects": [{"number": "P-1", "name": "计时", "applicant": operator.call("GET", "/api/v1/units?size=1")["items"][0]["code"],
                          "partners": [], "lead_name": "巴特尔", "lead_citizen_id": "11010519491231002X", "members": []}]}
    activity = "/api/v1/activities/" + operator.call("POST", "/api/v1/activities", form)["id"]
    plan = {"groups": [{"name": "甲", "seats": 5, "conditions": {}}, {"name": "乙", "seats": 4, "conditions": {}}],
            "panel": [{"tag": "unit", "max": 1}, {"tag": "sex", "value": "2", "min": 2}], "substitutes": 3, "reveal_minutes": 10}
    version = lambda path: operator.call("GET", path)["version"]
    operator.call("POST", activity + "/submit", {"version": version(activity)})
    approver.call("POST", activity + "/approve", {"version": version(activity)})
    operator.call("PUT", activity + "/plan", {"version": 0, "plan": plan})
    operator.call("POST", activity + "/plan/submit", {"version": version(activity + "/plan")})
    approver.call("POST", activity + "/plan/approve", {"version": version(activity + "/plan")})
    return activity


def commitment(suite, role, seal_hash):
    message = b"bole-commit/1\0" + role.encode() + b"\0" + bytes.fromhex(seal_hash) + VALUE
    if suite == "intl":
        return hashlib.sha256(message).hexdigest()
    return subprocess.run(["openssl", "dgst", "-sm3", "-r"], input=message, capture_output=True, check=True).stdout.split()[0].decode()


def timed(call):
    start = time.perf_counter()
    answer = call()
    return time.perf_counter() - start, answer


def draw_once(suite, operator, supervisor, activity):
    operator.call("POST", activity + "/draw/join", {})
    supervisor.call("POST", activity + "/draw/join", {})
    sealing, round_ = timed(lambda: operator.call("POST", activity + "/rounds", {}))
    path = "/api/v1/rounds/" + round_["id"]
    for person, role in ((operator, "operator"), (supervisor, "supervisor")):
        person.call("POST", path + "/commit", {"seal_hash": round_["seal_hash"], "commitment": commitment(suite, role, round_["seal_hash"])})
    operator.call("POST", path + "/reveal", {"value": VALUE.hex()})
    drawing, drawn = timed(lambda: supervisor.call("POST", path + "/reveal", {"value": VALUE.hex()}))
    assert drawn["status"] == "drawn" and len(drawn["panel"]) == 2, drawn
    return sealing, drawing


def main(experts):
    for suite in ("sm", "intl"):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            accounts = make_library(folder, experts, suite)
            with serving(folder / "data") as address:
                operator, approver, supervisor = (Person(address, accounts[role]) for role in ("operator", "approver", "supervisor"))
                activities = [approved_activity(operator, approver, i) for i in range(ROUNDS)]
                operator.step_up()
                supervisor.step_up()
                figures = [draw_once(suite, operator, supervisor, activity) for activity in activities]
        for name, values in zip(GOALS, zip(*figures)):
            print(f"{suite} {name}：首次 {values[0]:.3f} 秒，其后最快 {min(values[1:]):.3f} 秒（目标 ≤ {GOALS[name]} 秒），{experts} 名专家")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 30000)
