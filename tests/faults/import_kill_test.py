#!/usr/bin/env python3
"""kill -9 while a workbook is applied, ten times, and while imports are taken back, five times, through a real server: all of it is
done or nothing, the work is taken up again by itself, the same file is never written twice, and `bole check` is clean each time."""
import base64
import hashlib
import hmac
import json
import pathlib
import random
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BOLE = ROOT / "build" / "bole"
sys.path.insert(0, str(ROOT / "tests" / "support"))
import workbooks  # noqa: E402

EXPERTS = 600  # of each file
KILLS = 10
UNDOS = 5
LEFT_TO_THE_LEASE = 2  # so many wait until the dead process's lease ends; for the others it is taken away, to save time


class Server:
    """`bole serve` that may be killed and started again; the session outlasts it."""

    def __init__(self, folder):
        self.folder, self.data, self.cookie, self.token = folder, folder / "data", "", ""
        self.start()

    def start(self):
        with open(self.folder / "serve.log", "a") as log:
            self.process = subprocess.Popen([BOLE, "serve", "--data", self.data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                            stderr=log, text=True)
        self.address = "http://" + re.search(r"127\.0\.0\.1:\d+", self.process.stdout.readline())[0]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def call(self, method, path, body=None, kind="application/json"):
        headers = {"Cookie": self.cookie, "X-Bole-Token": self.token, "Content-Type": kind, "Idempotency-Key": str(random.random())}
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.address + path, data, headers, method=method), timeout=60) as answer:
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                self.cookie = cookie.split(";")[0]
            text = answer.read()
            return json.loads(text) if text else None

    def sign_in(self, account):
        stage = self.call("POST", "/api/v1/session/password", {"name": account["name"], "password": account["password"]})["stage"]
        if stage == "totp":
            secret = account["totp_secret"]
            key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
            digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
            at = digest[-1] & 15
            code = f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"
            self.call("POST", "/api/v1/session/totp", {"code": code})
        self.token = self.call("GET", "/api/v1/session")["token"]


passed = failed = 0


def expect(what, found, wanted):
    global passed, failed
    if found == wanted:
        passed += 1
    else:
        failed += 1
        print(f"{what}: {found!r}, not {wanted!r}", flush=True)


def state_of(server, id):
    return server.call("GET", f"/api/v1/imports/{id}")["item"]["state"]


def wait_for(server, id, state, seconds=120):
    end = time.monotonic() + seconds
    while (now := state_of(server, id)) != state and time.monotonic() < end:
        time.sleep(0.05)
    return now


def upload(server, number):
    file = workbooks.workbook(workbooks.library(EXPERTS, units=30, first=number))
    detail = server.call("PUT", f"/api/v1/imports?name={number}.xlsx", file, "application/octet-stream")
    return detail["item"]["id"], file


def order(server, id):
    server.call("POST", f"/api/v1/imports/{id}/apply", {"document": "试验", "verified_on": "2026-03-01", "verified_by": "试验"})


def experts(server):
    return server.call("GET", "/api/v1/experts")["total"]


def check(data):
    result = subprocess.run([BOLE, "check", "--data", data], stdout=subprocess.PIPE, text=True)
    return result.returncode, "" if result.returncode == 0 else result.stdout[-500:]


def free_jobs(server):
    """As if the dead process's lease had ended."""
    with sqlite3.connect(server.data / "bole.db", timeout=30) as database:
        database.execute("UPDATE job SET lease = ''")
    database.close()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        accounts = folder / "accounts.json"
        subprocess.run([BOLE, "demo", "--data", folder / "data", "--experts", "10", "--seed", "1", "--accounts", accounts], check=True,
                       stdout=subprocess.DEVNULL)
        account = next(a for a in json.loads(accounts.read_text("utf-8")) if a["role"] == "library_administrator")
        server = Server(folder)
        try:
            server.sign_in(account)
            known = experts(server)
            id, _ = upload(server, 1)
            wait_for(server, id, "ready")
            began = time.monotonic()
            order(server, id)
            expect("without a kill", wait_for(server, id, "applied"), "applied")
            usual = time.monotonic() - began
            known += EXPERTS
            halfway, applied = 0, [id]
            for kill in range(KILLS):
                id, file = upload(server, kill + 2)
                expect(f"{kill}: checked", wait_for(server, id, "ready"), "ready")
                order(server, id)
                time.sleep(usual * 1.1 * kill / KILLS)
                server.kill()
                expect(f"{kill}: check after the kill", check(server.data), (0, ""))
                if kill >= LEFT_TO_THE_LEASE:
                    free_jobs(server)
                server.start()
                total, state = experts(server), state_of(server, id)
                halfway += state == "applying"
                expect(f"{kill}: {state}, all or nothing", (total - known) % EXPERTS, 0)
                expect(f"{kill}: taken up again", wait_for(server, id, "applied"), "applied")
                known += EXPERTS
                expect(f"{kill}: written once", experts(server), known)
                again = server.call("PUT", "/api/v1/imports?name=again.xlsx", file, "application/octet-stream")["item"]
                expect(f"{kill}: the same file again", (again["id"], again["state"]), (id, "applied"))
                applied.append(id)
            expect("some were killed before they were written", halfway > 0, True)
            print(f"{halfway} of {KILLS} were killed before they were written; unhindered it takes {usual:.1f} s")
            expect("nothing waits", experts(server), known)
            halfway = 0
            for undo, id in enumerate(applied[:UNDOS]):
                server.call("POST", f"/api/v1/imports/{id}/undo", {"reason": "试验"})
                time.sleep(usual * 1.1 * undo / UNDOS)
                server.kill()
                expect(f"undo {undo}: check after the kill", check(server.data), (0, ""))
                free_jobs(server)
                server.start()
                total, state = experts(server), state_of(server, id)
                halfway += state == "undoing"
                expect(f"undo {undo}: {state}, all or nothing", (known - total) % EXPERTS, 0)
                expect(f"undo {undo}: taken up again", wait_for(server, id, "undone"), "undone")
                known -= EXPERTS
                expect(f"undo {undo}: taken back once", experts(server), known)
            expect("some were killed before they were taken back", halfway > 0, True)
            print(f"{halfway} of {UNDOS} were killed before they were taken back")
        finally:
            server.stop()
        expect("check at the end", check(folder / "data"), (0, ""))
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


main()
