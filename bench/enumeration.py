#!/usr/bin/env python3
"""Whether answers tell known sign-in names and telephones from unknown ones (T19): 500 tries at each, interleaved at random, compared by
their bytes and by the times of the answers (two-sample Kolmogorov–Smirnov). A planted leak of a few milliseconds must be found by the same
comparison."""
import http.client
import json
import math
import pathlib
import random
import sqlite3
import statistics
import sys
import tempfile
import time

from support import make_library, serving

LEAST_P = 0.01
PLANTED_MS = 4


def ks_p(a, b):
    """The chance of a distance this large between samples of one distribution (asymptotic)."""
    a, b = sorted(a), sorted(b)
    distance = i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            i += 1
        else:
            j += 1
        distance = max(distance, abs(i / len(a) - j / len(b)))
    n = math.sqrt(len(a) * len(b) / (len(a) + len(b)))
    x = (n + 0.12 + 0.11 / n) * distance
    return min(1.0, max(0.0, 2 * sum((-1) ** (k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101))))


def compare(title, probes, arms, send, leave_out=lambda status: False):
    """Whether `send(name)` answers both arms alike."""
    times, bodies = {arm: [] for arm in arms}, {arm: set() for arm in arms}
    plan = [(arm, names[i % len(names)]) for arm, names in arms.items() for i in range(probes)]
    random.Random(1).shuffle(plan)
    for arm, name in [(arm, names[0]) for arm, names in arms.items()] * 5 + plan:
        status, body, ms = send(name)
        times[arm].append(ms)
        if not leave_out(status):
            bodies[arm].add((status, body))
    known, unknown = (times[arm][5:] for arm in arms)
    same = len(set(map(frozenset, bodies.values()))) == 1 and len(next(iter(bodies.values()))) == 1
    p = ks_p(known, unknown)
    gap = statistics.median(known) - statistics.median(unknown)
    planted = ks_p([t + PLANTED_MS for t in known], unknown)
    print(f"{title}，{probes} + {probes} 次：中位数 {statistics.median(known):.2f} ms、{statistics.median(unknown):.2f} ms，相差 {gap:+.3f} ms；"
          f"KS p = {p:.3f}（目标 > {LEAST_P}）；内容{'相同' if same else '不同'}；埋入 {PLANTED_MS} ms 时 p = {planted:.1e}")
    assert planted < LEAST_P, "the comparison would not find a leak of this size: a noisy machine, run again"
    return same and p > LEAST_P


def main(probes):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        accounts = make_library(folder, 50)
        known = [account["name"] for account in accounts.values()]
        phone = next(account["phone"] for account in accounts.values() if "phone" in account)
        with serving(folder / "data") as address:
            connection = http.client.HTTPConnection(address.removeprefix("http://"))
            database = sqlite3.connect(folder / "data" / "bole.db", timeout=30)

            def post(path, body):
                began = time.perf_counter()
                connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
                answer = connection.getresponse()
                text = answer.read()
                return answer.status, text, (time.perf_counter() - began) * 1000

            def fresh(path, body):
                """As if nobody had tried before: otherwise nearly every probe would meet a wait or a cap."""
                for table in ("sign_in_state", "sms_ask"):
                    database.execute(f"DELETE FROM {table}")
                database.commit()
                answer = post(path, body)
                assert answer[0] in (200, 422), f"{path} was answered {answer[0]}: not what is compared"
                return answer

            names = {"known": known, "unknown": [f"nobody{i}" for i in range(len(known))]}
            phones = {"known": [phone], "unknown": [str(int(phone) + 1)]}
            return 0 if all([
                compare("用户名", probes, names, lambda one: post("/api/v1/session/password", {"name": one, "password": "wrong"}), lambda status: status != 401),
                compare("要验证码", probes, phones, lambda one: fresh("/api/v1/session/sms", {"phone": one})),
                compare("验证码", probes, phones, lambda one: fresh("/api/v1/session/sms/code", {"phone": one, "code": "000000"})),
            ]) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
