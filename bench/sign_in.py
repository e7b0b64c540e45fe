#!/usr/bin/env python3
"""Whether log-ins starve the rest (T26): tries at sign-in from many addresses at once, then from one, while somebody signed in reads.

Gives log-ins that were answered a second, how many were sent away, and the reader's p99 beside the one at rest.
"""
import collections
import http.client
import itertools
import json
import pathlib
import statistics
import sys
import tempfile
import threading
import time

from support import UNLIMITED, make_library, serving, sign_in

CLIENTS = 64
LONGEST_S = 120
READ = "/api/v1/experts?size=20"


def reads(address, cookie, ended, every_s=0.05):
    """Milliseconds of the reads until `ended` is set."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    times = []
    while not ended.is_set():
        began = time.perf_counter()
        connection.request("GET", READ, headers={"Cookie": cookie, "X-Forwarded-For": "192.0.2.1"})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200, answer.status
        time.sleep(every_s)
    return times


def p99(times):
    return statistics.quantiles(times, n=100)[98]


def beside(address, cookie, work):
    """What the reader needed while `work` ran, and what that gave."""
    ended, box = threading.Event(), []
    reader = threading.Thread(target=lambda: box.append(reads(address, cookie, ended)))
    reader.start()
    result = work()
    ended.set()
    reader.join()
    return box[0], result


def tries(address, count, peer_of):
    """`count` log-ins with a wrong password by CLIENTS at once, each at a name of its own; statuses and seconds."""
    numbers, statuses = itertools.count(), collections.Counter()
    began = time.monotonic()

    def one():
        connection = http.client.HTTPConnection(address.removeprefix("http://"))
        for number in iter(lambda: next(numbers), None):
            if number >= count or time.monotonic() - began > LONGEST_S:
                return
            body = json.dumps({"name": f"nobody{number}", "password": "wrong"})
            connection.request("POST", "/api/v1/session/password", body, {"Content-Type": "application/json", "X-Forwarded-For": peer_of(number)})
            answer = connection.getresponse()
            answer.read()
            statuses[answer.status] += 1

    threads = [threading.Thread(target=one) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses, time.monotonic() - began


def main(count):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        accounts = make_library(folder, 1000)
        settings = {**UNLIMITED, "BOLE_ADDRESS_REQUESTS": "100", "BOLE_BEHIND_GATEWAY": "true"}
        with serving(folder / "data", settings) as address:
            cookie, _ = sign_in(address, accounts["library_administrator"])
            at_rest, _ = beside(address, cookie, lambda: time.sleep(10))
            many, (statuses, seconds) = beside(address, cookie, lambda: tries(address, count, lambda n: f"2001:db8:{n % 60000:x}::1"))
            rate = statuses[401] / seconds
            print(f"从许多地址：{sum(statuses.values())} 次，{rate:.1f} 次/秒得到回答（目标 ≥ 20），其余 {dict(statuses)}；"
                  f"读 p99 {p99(many):.1f} ms（目标 ≤ 100；静时 {p99(at_rest):.1f} ms），共 {len(many)} 次读，{seconds:.0f} 秒")
            one, (statuses, seconds) = beside(address, cookie, lambda: tries(address, count, lambda n: "192.0.2.9"))
            print(f"从一个地址：{sum(statuses.values())} 次，{statuses[429]} 次被请走（429），其余 {dict(statuses)}；读 p99 {p99(one):.1f} ms，{seconds:.0f} 秒")
    return 0 if rate >= 20 and p99(many) <= 100 and statuses[429] > 0 else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
