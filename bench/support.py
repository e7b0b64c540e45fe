"""What the benches share: a demonstration library, a running server, a signed-in session, wrk."""
import base64
import contextlib
import hashlib
import hmac
import json
import os
import pathlib
import re
import struct
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BOLE = ROOT / "build" / "bole"


def totp(secret, step):
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


def make_library(folder, experts, suite="sm"):
    """A demonstration library in `folder`/data; gives its sign-ins by role."""
    accounts = folder / "accounts.json"
    subprocess.run([BOLE, "demo", "--data", folder / "data", "--experts", str(experts), "--seed", "1", "--suite", suite,
                    "--accounts", accounts], check=True, stdout=subprocess.DEVNULL)
    return {a["role"]: a for a in json.loads(accounts.read_text("utf-8")) if "note" not in a}


UNLIMITED = {f"BOLE_{who}_REQUESTS": "0" for who in ("ADDRESS", "STAFF", "EXPERT")}


@contextlib.contextmanager
def serving(data, settings=UNLIMITED):
    """Runs `bole serve` on a free port of the loopback; gives the address. Load comes from one address: by default nobody is limited."""
    with open(data.parent / "serve.log", "w") as log:
        process = subprocess.Popen([BOLE, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=log, text=True,
                                   env={**os.environ, **settings})
    try:
        line = process.stdout.readline()
        yield "http://" + re.search(r"127\.0\.0\.1:\d+", line)[0]
    finally:
        process.terminate()
        process.wait(30)


def sign_in(address, account):
    """Gives the Cookie header and token of a full session."""
    def post(path, body, cookie=""):
        request = urllib.request.Request(address + path, json.dumps(body).encode(), {"Content-Type": "application/json", "Cookie": cookie})
        with urllib.request.urlopen(request) as answer:
            cookies = "; ".join(c.split(";")[0] for c in answer.headers.get_all("Set-Cookie") or [])
            return cookies, json.load(answer)
    cookie, answer = post("/api/v1/session/password", {"name": account["name"], "password": account["password"]})
    if answer["stage"] == "totp":
        fresh, answer = post("/api/v1/session/totp", {"code": totp(account["totp_secret"], int(time.time()) // 30)}, cookie)
        cookie = fresh or cookie
    return cookie, answer


def wrk(url, cookie=None, seconds=5, connections=32, rest_ms=0):
    """Requests per second, p99 in milliseconds and how many answers were no 2xx. Who uses a connection rests so long between two."""
    script = ROOT / "bench" / "report.lua"
    line = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script, url]
    if cookie:
        line += ["-H", f"Cookie: {cookie}"]
    line += ["--", str(rest_ms)]
    output = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    figures = json.loads(output.strip().splitlines()[-1])
    return figures["rps"], figures["p99_ms"], figures["bad"]
