#!/usr/bin/env python3
"""Which share of a request's instructions goes into authorisation (callgrind): session, roles, scope and limits, in a library of 100,000
experts, for somebody who may see all of it and for an operator whose legal entity has 500 units. Needs valgrind. Counts, not times: a busy
machine changes nothing."""
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

from support import BOLE, UNLIMITED, make_library, sign_in

REQUESTS = 40
UNITS = 500
GOAL = 5.0
PLAIN_SHA = {"OPENSSL_ia32cap": ":~0x20000000"}  # valgrind does not follow the processor's own SHA instructions
# Everything between a request and its handler, and the whole of it.
AUTHORISATION = ("auth::load_session", "auth::Limits::take")
WHOLE = "auth::(anonymous namespace)::serve("
PATHS = {
    "library_administrator": ["/api/v1/experts?size=20", "/api/v1/experts/{expert}"],
    "operator": ["/api/v1/activities?size=20", "/api/v1/activities/{activity}"],
}


def grow(data):
    """Sub-units of the operator's legal entity, as closure rows have them; behind the ledger's back, for this measurement alone."""
    base = sqlite3.connect(data / "bole.db")
    entity, = base.execute("SELECT c.above_id FROM account a JOIN account_role r ON r.account_id = a.id AND r.role = 'operator' "
                           "JOIN unit_closure c ON c.unit_id = a.unit_id JOIN unit u ON u.id = c.above_id AND u.parent_id IS NULL LIMIT 1").fetchone()
    columns = [row[1] for row in base.execute("PRAGMA table_info(unit)")]
    first, = base.execute("SELECT max(id) + 1 FROM unit").fetchone()
    values = ", ".join({"id": "?1", "public_id": "'bench' || ?1", "name": "'处室' || ?1", "parent_id": "?2", "code": "NULL"}.get(c, c) for c in columns)
    for number in range(UNITS):
        base.execute(f"INSERT INTO unit SELECT {values} FROM unit WHERE id = ?2", (first + number, entity))
        for above, distance in ((entity, 1), (first + number, 0)):
            base.execute("INSERT INTO unit_closure (unit_id, above_id, distance) VALUES (?, ?, ?)", (first + number, above, distance))
    ids = {"expert": base.execute("SELECT public_id FROM expert WHERE status = 'active' LIMIT 1").fetchone()[0],
           "activity": base.execute("SELECT public_id FROM activity LIMIT 1").fetchone()[0]}
    base.commit()
    base.close()
    return ids


def ask(address, cookie, path):
    with urllib.request.urlopen(urllib.request.Request(address + path, headers={"Cookie": cookie})) as answer:
        answer.read()


def share_of(data, account, path, cookies):
    """Of one request of an account; its session, kept in `cookies`, outlives the server."""
    out = data.parent / "callgrind.out"
    process = subprocess.Popen(["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}", BOLE, "serve", "--data", data,
                                "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **UNLIMITED, **PLAIN_SHA})
    try:
        address = "http://" + re.search(r"127\.0\.0\.1:\d+", process.stdout.readline())[0]
        if account["name"] not in cookies:
            cookies[account["name"]], _ = sign_in(address, account)
        cookie = cookies[account["name"]]
        for _ in range(REQUESTS):
            ask(address, cookie, path)  # every connection to the database makes its statements once
        subprocess.run(["callgrind_control", "-i", "on", str(process.pid)], check=True, stdout=subprocess.DEVNULL)
        for _ in range(REQUESTS):
            ask(address, cookie, path)
        subprocess.run(["callgrind_control", "-i", "off", str(process.pid)], check=True, stdout=subprocess.DEVNULL)
    finally:
        process.terminate()
        process.wait(120)
    text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out], check=True, capture_output=True, text=True).stdout
    costs = {}
    for line in text.splitlines():
        match = re.match(r"\s*([\d,]+) \(.*?\)\s+(?:\?\?\?|[^:]+):(.*?)(?: \[.*)?$", line)
        if match:
            costs.setdefault(match[2].split("'")[0], int(match[1].replace(",", "")))
    whole = sum(cost for name, cost in costs.items() if name.startswith(WHOLE))
    return {part: sum(cost for name, cost in costs.items() if name.startswith(part)) for part in AUTHORISATION}, whole


def main(experts):
    worst, cookies = 0.0, {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        accounts = make_library(folder, experts)
        ids = grow(folder / "data")
        for role, paths in PATHS.items():
            for path in paths:
                began = time.monotonic()
                parts, whole = share_of(folder / "data", accounts[role], path.format(**ids), cookies)
                added = sum(parts.values())
                worst = max(worst, 100 * added / whole)
                told = "、".join(f"{part.split('::')[-1]} {cost // REQUESTS}" for part, cost in parts.items())
                print(f"{role} {path}：每次 {whole // REQUESTS} 条指令，其中 {told}，占 {100 * added / whole:.1f}%（目标 ≤ {GOAL}%），{time.monotonic() - began:.0f} 秒", flush=True)
    return 0 if worst <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
