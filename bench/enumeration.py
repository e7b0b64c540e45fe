#!/usr/bin/env python3
"""Whether answers tell known sign-in names from unknown ones (T19): 500 tries at each, interleaved at random, compared by their bytes and
by the times of the answers (two-sample Kolmogorov–Smirnov). A planted leak of a few milliseconds must be found by the same comparison."""
import http.client
import json
import math
import pathlib
import random
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


def main(probes):
    times, bodies = {"known": [], "unknown": []}, {"known": set(), "unknown": set()}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        known = [account["name"] for account in make_library(folder, 50).values()]
        unknown = [f"nobody{i}" for i in range(len(known))]
        plan = [(arm, names[i % len(names)]) for arm, names in (("known", known), ("unknown", unknown)) for i in range(probes)]
        random.Random(1).shuffle(plan)
        with serving(folder / "data") as address:
            connection = http.client.HTTPConnection(address.removeprefix("http://"))
            for arm, login in [("known", known[0]), ("unknown", unknown[0])] * 5 + plan:
                began = time.perf_counter()
                connection.request("POST", "/api/v1/session/password", json.dumps({"name": login, "password": "wrong"}), {"Content-Type": "application/json"})
                answer = connection.getresponse()
                body = answer.read()
                times[arm].append((time.perf_counter() - began) * 1000)
                if answer.status == 401:
                    bodies[arm].add(body)
    for arm in times:
        times[arm] = times[arm][5:]
    same = bodies["known"] == bodies["unknown"] and len(bodies["known"]) == 1
    p = ks_p(times["known"], times["unknown"])
    gap = statistics.median(times["known"]) - statistics.median(times["unknown"])
    planted = ks_p([t + PLANTED_MS for t in times["known"]], times["unknown"])
    print(f"{probes} + {probes} 次：中位数 {statistics.median(times['known']):.2f} ms、{statistics.median(times['unknown']):.2f} ms，相差 {gap:+.3f} ms；"
          f"KS p = {p:.3f}（目标 > {LEAST_P}）；内容{'相同' if same else '不同'}；埋入 {PLANTED_MS} ms 时 p = {planted:.1e}")
    assert planted < LEAST_P, "the comparison would not find a leak of this size: a noisy machine, run again"
    return 0 if same and p > LEAST_P else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
