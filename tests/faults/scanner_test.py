"""Uploads and the real clamd: refused with EICAR's test string inside, in quarantine while it is away, released when it is back."""
import base64
import http.client
import io
import os
import pathlib
import signal
import sqlite3
import subprocess
import time
import zipfile

from support import PROGRAM, Person, Refused, Server, finish, test

# Put together here, so that no scanner finds it in the checkout.
EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-" + "STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*").encode()
GOOD = b"%PDF-1.4\n" + "草原".encode()
BAD = b"%PDF-1.4\n" + EICAR


class Clamd:
    """Debian's clamd with one signature of our own: the official ones are not at hand without a network."""

    def __init__(self):
        self.folder = pathlib.Path(os.environ["BOLE_WORK"])
        self.socket = self.folder / "clamd.ctl"
        (self.folder / "signatures").mkdir()
        (self.folder / "signatures" / "test.ndb").write_text(f"Test-File:0:*:{EICAR.hex()}\n", encoding="ascii")
        settings = {"DatabaseDirectory": self.folder / "signatures", "LocalSocket": self.socket, "Foreground": "yes",
                    "StreamMaxLength": "40M", "MaxFileSize": "40M", "MaxScanSize": "100M"}
        (self.folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()), encoding="ascii")
        self.process = None

    def start(self):
        with open(self.folder / "clamd.out", "ab") as out:
            self.process = subprocess.Popen(["/usr/sbin/clamd", "-c", self.folder / "clamd.conf"], stdout=out, stderr=out)
        end = time.monotonic() + 30
        while not self.socket.exists():
            assert self.process.poll() is None and time.monotonic() < end, (self.folder / "clamd.out").read_text()[-2000:]
            time.sleep(0.05)

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", content)
    return file.getvalue()


class Desk:
    def __init__(self, server):
        self.server = server
        self.librarian = Person(server, "library_administrator")
        self.security = Person(server, "security_administrator")
        expert = self.librarian.call("GET", "/api/v1/experts?size=10")["items"][0]["id"]
        self.attachments = f"/api/v1/experts/{expert}/attachments"

    def attach(self, title, content):
        body = {"title": title, "content": base64.b64encode(content).decode()}
        return self.librarian.call("POST", self.attachments, body)["items"][-1]

    def item(self, title):
        return next(one for one in self.librarian.call("GET", self.attachments)["items"] if one["title"] == title)

    def send(self, content, name="a.xlsx"):
        return self.librarian.call("PUT", f"/api/v1/imports?name={name}", content, kind="application/octet-stream")["item"]["id"]

    def import_state(self, id):
        return self.librarian.call("GET", f"/api/v1/imports/{id}")["item"]["state"]

    def open(self, title):
        """Status, headers and bytes of the file as a browser gets them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.request("GET", f"/api/v1/attachments/{self.item(title)['id']}/file", headers={"Cookie": self.librarian.cookie})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def alerts(self):
        return {one["kind"]: one for one in self.security.call("GET", "/api/v1/alerts?state=open&size=100")["items"]}

    def scanning(self):
        return self.security.call("GET", "/api/v1/scanning")


def refused(work):
    try:
        work()
    except Refused as answer:
        return answer
    raise AssertionError("an infected file was taken")


def until(found, seconds=40):
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.3)


def ledger_of(server):
    with sqlite3.connect(server.data / "bole.db", timeout=30) as database:
        rows = database.execute("SELECT type, body FROM ledger_entry WHERE type LIKE 'upload.%' ORDER BY seq").fetchall()
    database.close()
    return rows


def holds(server, content):
    """Somewhere in the files of the library, also in what was deleted."""
    return any(content in file.read_bytes() for file in server.data.rglob("*") if file.is_file())


def there(desk):
    assert desk.scanning()["state"] == "there"
    assert desk.attach("证书", GOOD)["scan"] == "clean"
    status, headers, body = desk.open("证书")
    assert (status, body) == (200, GOOD)
    assert headers["Content-Disposition"].startswith("attachment; "), headers
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store", headers
    assert headers.get_all("Content-Security-Policy") == ["default-src 'none'; sandbox"], headers.get_all("Content-Security-Policy")


def infected(desk):
    answer = refused(lambda: desk.attach("坏的", BAD))
    assert (answer.status, answer.body["error"]["fields"][0]["code"]) == (422, "scanner.infected"), answer
    assert "查出病毒（Test-File" in answer.body["error"]["fields"][0]["message"], answer
    answer = refused(lambda: desk.send(zipped(EICAR)))  # inside an archive
    assert (answer.status, answer.code) == (422, "scanner.infected"), answer
    assert len(desk.librarian.call("GET", desk.attachments)["items"]) == 1
    alert = desk.alerts()["malware"]
    assert "Test-File" in alert["details"] and alert["times"] == 2, alert
    entries = ledger_of(desk.server)
    assert [kind for kind, _ in entries] == ["upload.infected/1"] * 2, entries
    assert not any("EICAR" in body for _, body in entries) and not holds(desk.server, EICAR)


def away_and_back(desk, clamd):
    clamd.kill()
    assert desk.scanning()["state"] == "away"
    assert desk.attach("等着的", GOOD)["scan"] == "waiting"
    assert desk.attach("等着的坏的", BAD)["scan"] == "waiting"
    good, bad = desk.send("姓名\n某人\n".encode(), "b.csv"), desk.send(zipped(EICAR + b"2"), "c.xlsx")
    status, _, body = desk.open("等着的")
    assert status == 409 and "等待查毒".encode() in body, body
    assert desk.alerts()["scanner_away"]["times"] == 4
    # Neither time nor a restart of the server lets anything through.
    time.sleep(12)
    desk.server.kill()
    desk.server.start()
    time.sleep(2)
    assert [desk.import_state(good), desk.import_state(bad)] == ["quarantined", "quarantined"]
    assert desk.scanning()["waiting"] == 4 and desk.open("等着的")[0] == 409
    clamd.start()
    until(lambda: desk.scanning() == {"state": "there", "waiting": 0, "unscanned": 0})
    assert desk.open("等着的")[2] == GOOD
    gone = desk.item("等着的坏的")
    assert gone["scan"] == "infected" and gone["malware"].startswith("Test-File"), gone
    assert desk.open("等着的坏的")[0] == 409
    until(lambda: desk.import_state(good) in ("mapping", "refused", "ready"))
    assert desk.import_state(bad) == "infected"
    assert sorted(kind for kind, _ in ledger_of(desk.server)[2:]) == ["upload.infected/1"] * 2 + ["upload.released/1"] * 2


def stopped(desk, clamd):
    """It accepts and says nothing: the upload is answered in time, into quarantine."""
    clamd.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    try:
        assert desk.attach("卡住的", GOOD)["scan"] == "waiting"
        assert time.monotonic() - began < 12, "the upload waited too long"
    finally:
        clamd.process.send_signal(signal.SIGCONT)
    until(lambda: desk.item("卡住的")["scan"] == "clean")


def at_the_console(server, clamd, name):
    file = pathlib.Path(os.environ["BOLE_WORK"]) / "bad.xlsx"
    file.write_bytes(zipped(EICAR + b"3"))
    environment = {**os.environ, "BOLE_MALWARE_SCANNER": f"unix:{clamd.socket}"}
    line = [PROGRAM, "import", name, file, *server.options()]
    told = subprocess.run(line, text=True, capture_output=True, env=environment, timeout=60)
    assert told.returncode == 1 and "查出病毒" in told.stdout + told.stderr, told
    clamd.kill()
    told = subprocess.run(line, text=True, capture_output=True, env=environment, timeout=60)
    assert told.returncode == 1 and "连不上查毒程序" in told.stdout + told.stderr, told


def without():
    server = Server("unscanned")
    desk = Desk(server)
    assert desk.scanning()["state"] == "none"
    assert desk.attach("证书", BAD)["scan"] == "unscanned"
    assert desk.scanning()["unscanned"] == 1
    assert '"event":"uploads_not_scanned"' in server.log.read_text(encoding="utf-8")
    assert server.stop() == 0


def main():
    clamd = Clamd()
    clamd.start()
    try:
        server = Server("scanned", environment={"BOLE_MALWARE_SCANNER": f"unix:{clamd.socket}"})
        desk = Desk(server)
        test("clean uploads come in and are served as attachments", lambda: there(desk))
        test("infected uploads are refused, told and not kept", lambda: infected(desk))
        test("quarantine while the scanner is away", lambda: away_and_back(desk, clamd))
        test("a scanner that says nothing", lambda: stopped(desk, clamd))
        assert server.stop() == 0
        server.check()
        test("files of the console", lambda: at_the_console(server, clamd, "experts"))
    finally:
        clamd.process.kill()
    test("without a scanner", without)
    finish()


main()
