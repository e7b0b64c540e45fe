#!/usr/bin/env python3
"""Requests per second of list and detail against an empty handler of the same server, interleaved, as ratios."""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import urllib.request

from support import ROOT, make_library, serving, sign_in, wrk

ROUNDS = 3
GOAL = 0.25


def main(experts):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        accounts = make_library(folder, experts)
        empty = subprocess.Popen([ROOT / "build" / "bole-bench-empty"], stdout=subprocess.PIPE, text=True)
        try:
            empty_url = f"http://127.0.0.1:{empty.stdout.readline().strip()}/empty"
            with serving(folder / "data") as address:
                cookie, _ = sign_in(address, accounts["library_administrator"])
                request = urllib.request.Request(address + "/api/v1/experts", headers={"Cookie": cookie})
                first = json.load(urllib.request.urlopen(request))["items"][0]["id"]
                urls = {"列表": address + "/api/v1/experts?size=20", "学科筛选": address + "/api/v1/experts?discipline=480&size=20",
                        "详情": address + "/api/v1/experts/" + first}
                ratios = {name: [] for name in urls}
                for _ in range(ROUNDS):
                    base, _, bad = wrk(empty_url)
                    assert not bad
                    for name, url in urls.items():
                        rps, p99, bad = wrk(url, cookie)
                        assert not bad, f"{name}: {bad} bad answers"
                        ratios[name].append(rps / base)
                        print(f"{name}: {rps:.0f}/s, p99 {p99} ms, 空处理 {base:.0f}/s")
        finally:
            empty.terminate()
            empty.wait(30)
    for name, list_ in ratios.items():
        print(f"{name} / 空处理 = {statistics.median(list_):.3f}（目标 ≥ {GOAL}），{experts} 名专家")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
