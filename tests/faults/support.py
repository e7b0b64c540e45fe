"""A server that can be killed, and people who call it over HTTP as the page does."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import traceback

PROGRAM = os.environ["BOLE_PROGRAM"]
ACCOUNTS = json.loads(pathlib.Path(os.environ["BOLE_ACCOUNTS"]).read_text(encoding="utf-8"))
LOST = (OSError, http.client.HTTPException)  # no whole answer came


class Refused(Exception):
    def __init__(self, status, body):
        super().__init__(f"{status} {body}")
        self.status, self.body = status, body

    @property
    def code(self):
        return self.body["error"]["code"]


class Server:
    """Serves a copy of the library on a port of this machine that stays the same over restarts."""

    def __init__(self, name):
        self.data = pathlib.Path(os.environ["BOLE_WORK"]) / name
        shutil.copytree(os.environ["BOLE_LIBRARY"], self.data)
        self.log = self.data.with_suffix(".log")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([PROGRAM, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}"],
                                            stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline().decode()
        assert "已启动" in line, f"no start: {line} {self.log.read_text()[-2000:]}"

    def kill(self):
        """As a power cut: nothing is told to the program."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """The clean stop; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def check(self):
        """`bole check` on the data as it lies; the server may be down."""
        result = subprocess.run([PROGRAM, "check", "--data", self.data], text=True, capture_output=True)
        assert result.returncode == 0, f"bole check: {result.stdout}{result.stderr}"


class Person:
    """A demonstration account at a client of its own."""

    used_steps = {}  # by library and account: a code is taken once, also over sign-ins

    def __init__(self, server, role):
        self.server = server
        self.account = next(a for a in ACCOUNTS if a["role"] == role)
        self.cookie = self.token = None
        self.call("POST", "/api/v1/session/password", {"name": self.account["name"], "password": self.account["password"]})
        self.call("POST", "/api/v1/session/totp", {"code": self.code()})
        self.token = self.call("GET", "/api/v1/session")["token"]

    def code(self):
        """The next code not yet used; the server takes the steps before and after the present one."""
        key = (str(self.server.data), self.account["name"])
        while True:
            present = int(time.time()) // 30
            step = max(present, self.used_steps.get(key, 0) + 1)
            if step <= present + 1:
                break
            time.sleep(0.5)
        self.used_steps[key] = step
        secret = base64.b32decode(self.account["totp_secret"] + "=" * (-len(self.account["totp_secret"]) % 8))
        digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
        at = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"

    def call(self, method, path, body=None, key=None):
        """The answer's JSON. Raises Refused, or one of LOST when no whole answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        headers = {"Idempotency-Key": key or secrets.token_hex(8)}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.token:
            headers["X-Bole-Token"] = self.token
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, None if body is None else json.dumps(body, ensure_ascii=False).encode(), headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        if cookie := answer.headers.get("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        value = json.loads(text) if text else None
        if answer.status >= 400:
            raise Refused(answer.status, value)
        return value


passed = failed = 0


def test(name, work):
    """Runs one test and prints its line."""
    global passed, failed
    began = time.monotonic()
    try:
        work()
        passed += 1
        print(f"ok {name} ({time.monotonic() - began:.1f} s)", flush=True)
    except Exception:  # told and counted
        failed += 1
        print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)


def finish():
    """Prints the last line and ends the program."""
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))
