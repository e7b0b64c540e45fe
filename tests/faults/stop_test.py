"""The clean stop answers what is under way; /healthz and /metrics tell how the server is."""
import http.client
import signal
import threading
import time

from support import LOST, Person, Refused, Server, finish, test


def get(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def health_and_metrics():
    server = Server("metrics")
    try:
        assert get(server, "/healthz") == (200, "ok\n")
        administrator = Person(server, "library_administrator")
        expert = administrator.call("GET", "/api/v1/experts?size=10")["items"][0]
        administrator.call("GET", f"/api/v1/experts/{expert['id']}")
        status, text = get(server, "/metrics")
        assert status == 200
        lines = [line for line in text.splitlines() if "/api/v1/experts/{id}" in line]
        assert lines, text[:2000]
        assert expert["id"] not in text and expert["name"] not in text, "a record stands in the metrics"
        log = server.log.read_text(encoding="utf-8")
        assert expert["id"] not in log and expert["name"] not in log, "a record stands in the log"
        assert administrator.account["name"] not in log and administrator.account["display_name"] not in log, "a person stands in the log"
    finally:
        assert server.stop() == 0


def stop_with_requests_under_way():
    server = Server("stop")
    people = [Person(server, role) for role in ("operator", "supervisor", "approver", "library_administrator")]
    done, half = [], []

    def act(person):
        while True:
            try:
                person.call("POST", "/api/v1/session/step-up", {"code": "000000"})
            except Refused as refused:
                done.append(refused.status)
            except http.client.IncompleteRead as cut:
                half.append(cut)
                return
            except LOST:
                return

    threads = [threading.Thread(target=act, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    # A long answer that its reader is slow to take.
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/api/v1/ledger/export", headers={"Cookie": people[1].cookie})
    export = connection.getresponse()
    assert export.status == 200, export.status
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    size = len(export.read())  # raises when the answer was cut off
    code = server.process.wait(timeout=30)
    for thread in threads:
        thread.join()
    assert code == 0, f"exit code {code}"
    assert done and not half, f"{len(half)} answers were cut off"
    assert size > 100_000, f"an export of {size} bytes"
    assert '"event":"stopped"' in server.log.read_text()
    server.check()


test("healthz and metrics", health_and_metrics)
test("clean stop with requests under way", stop_with_requests_under_way)
finish()
