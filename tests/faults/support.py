"""A server that can be killed, and people who call it over HTTP as the page does."""
import atexit
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
import tempfile
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
    """Serves a copy of the library, or one on `database`, on a port of this machine that stays the same over restarts."""

    def __init__(self, name, database=None, start=True, keys=None, environment=None):
        self.data = pathlib.Path(os.environ["BOLE_WORK"]) / name
        self.database = database
        self.environment = {**os.environ, **(environment or {})}
        self.keys = keys or pathlib.Path(os.environ["BOLE_LIBRARY"]) / "keys"
        if database:
            self.data.mkdir()
        else:
            shutil.copytree(os.environ["BOLE_LIBRARY"], self.data)
        self.log = self.data.with_suffix(".log")
        self.clock_ahead = 0  # seconds, of the server's clock
        self.process = None
        atexit.register(lambda: self.process and self.process.poll() is None and self.kill())  # a test that failed left it running
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        if start:
            self.start()

    def now(self):
        return time.time() + self.clock_ahead

    def options(self):
        """What tells the program which library."""
        return ["--data", self.data] + (["--database", self.database, "--keys", self.keys] if self.database else [])

    def start(self, clock_ahead=0):
        self.clock_ahead = clock_ahead
        options = ["--listen", f"127.0.0.1:{self.port}"]
        if clock_ahead:
            options += ["--demo-clock", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + clock_ahead))]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([PROGRAM, "serve", *self.options(), *options], stdout=subprocess.PIPE, stderr=log,
                                            env=self.environment)
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

    def command(self, *words):
        """Runs `bole` with these words on the library; gives what it prints."""
        result = subprocess.run([PROGRAM, *words, *self.options()], text=True, capture_output=True, timeout=120)
        assert result.returncode == 0, f"bole {words}: {result.stdout}{result.stderr}"
        return result.stdout

    def check(self):
        """`bole check` on the data as it lies; the server may be down."""
        result = subprocess.run([PROGRAM, "check", *self.options()], text=True, capture_output=True)
        assert result.returncode == 0, f"bole check: {result.stdout}{result.stderr}"


class Postgres:
    """A PostgreSQL of its own with databases that are copies of the library; may be stopped and started again."""

    PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bole-faults-pg-"))
        self.folder.chmod(0o777)  # the server runs as another user when root tests
        self.run("initdb", "-U", "bole", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()
        self.made = 0
        backup = pathlib.Path(os.environ["BOLE_WORK"]) / "library.backup"
        keys = pathlib.Path(os.environ["BOLE_LIBRARY"]) / "keys"
        self.sql("CREATE DATABASE library")
        for line in ([PROGRAM, "backup", "--data", os.environ["BOLE_LIBRARY"], "--out", backup],
                     [PROGRAM, "restore", backup, "--data", backup.with_suffix(".data"), "--database", self.url("library"), "--keys", keys]):
            subprocess.run(line, check=True, stdout=subprocess.DEVNULL)

    def run(self, program, *words):
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*user, self.PROGRAMS / program, "-D", self.folder / "data", *words], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def start(self):
        # fsync as in real use: what was acknowledged must be found again.
        self.run("pg_ctl", "-w", "-l", self.folder / "log", "-o", f"-c listen_addresses= -c unix_socket_directories={self.folder}", "start")

    def stop(self):
        """At once, as when its machine loses power: what it has not written is lost to it."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def url(self, name):
        return f"postgres:///{name}?host={self.folder}&user=bole"

    def sql(self, statement, name="postgres"):
        line = [self.PROGRAMS / "psql", "-qAt", "-h", self.folder, "-U", "bole", "-d", name, "-c", statement]
        return subprocess.run(line, check=True, text=True, stdout=subprocess.PIPE).stdout.strip()

    def copy(self):
        """The address of a new copy of the library."""
        self.made += 1
        self.sql(f"CREATE DATABASE copy{self.made} TEMPLATE library")
        return self.url(f"copy{self.made}")

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Person:
    """A demonstration account at a client of its own; `server` may be changed to another node of the library."""

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
        key = (self.server.database or str(self.server.data), self.account["name"])
        while True:
            present = int(self.server.now()) // 30
            step = max(present, self.used_steps.get(key, 0) + 1)
            if step <= present + 1:
                break
            time.sleep(0.5)
        self.used_steps[key] = step
        secret = base64.b32decode(self.account["totp_secret"] + "=" * (-len(self.account["totp_secret"]) % 8))
        digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
        at = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"

    def call(self, method, path, body=None, key=None, kind="application/json"):
        """The answer's JSON. Raises Refused, or one of LOST when no whole answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        headers = {"Idempotency-Key": key or secrets.token_hex(8)}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.token:
            headers["X-Bole-Token"] = self.token
        if body is not None:
            headers["Content-Type"] = kind
        sent = body if body is None or isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        try:
            connection.request(method, path, sent, headers)
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
        for log in sorted(pathlib.Path(os.environ["BOLE_WORK"]).glob("*.log")):
            causes = [line for line in log.read_text().splitlines() if '"handler_failed"' in line]
            print(f"{log.name}, the last failures told:", *causes[-5:], sep="\n", flush=True)


def finish():
    """Prints the last line and ends the program."""
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))
