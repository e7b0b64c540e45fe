"""Clock forward and back: deadlines come neither early nor twice, and all goes on by itself once the clock is right (T25, G14)."""
import http.client
import json
import subprocess
import time

from draws import STEPS, Draw
from support import PROGRAM, Person, Refused, Server, finish, test

HOUR = 3600


def do(draw, *steps):
    for step in steps:
        person, path, body = draw.request(step)
        person.call("POST", path, body)


def refused_for_the_clock(work):
    try:
        work()
    except Refused as refused:
        assert (refused.status, refused.code) == (503, "ledger.clock_behind"), refused
        assert "早于账本最后一条的时间" in refused.body["error"]["message"], refused
        return
    raise AssertionError("an act with a deadline passed while the clock is behind the ledger")


def face(state):
    return {name: state.get(name) for name in ("id", "status", "seal_hash", "parts", "void")}


def people_of(server):
    people = {role: Person(server, role) for role in ("operator", "approver", "supervisor")}
    for role in ("operator", "supervisor"):
        people[role].call("POST", "/api/v1/session/step-up", {"code": people[role].code()})
    return people


def restarted(server, clock_ahead):
    assert server.stop() == 0
    server.start(clock_ahead=clock_ahead)


def back_and_right_again():
    server = Server("clock-back", start=False)
    server.start(clock_ahead=2 * HOUR)
    people = people_of(server)
    draw = Draw(people)
    do(draw, *STEPS[:3])
    before = face(draw.state())
    restarted(server, 0)  # two hours back
    refused_for_the_clock(lambda: do(draw, "reveal operator"))
    told = people["supervisor"].call("GET", "/api/v1/session")["clock_alarm"]
    assert "暂停办理" in told and "系统管理员" in told, told
    time.sleep(2.5)  # two ticks
    assert face(draw.state()) == before, "something changed while the clock was wrong"
    assert '"event":"clock_behind_ledger"' in server.log.read_text(encoding="utf-8")
    person = Person(server, "audit_administrator")
    trail = person.call("GET", "/api/v1/trail?type=ledger.clock_alarm/1")
    assert trail["total"] == 1, trail
    restarted(server, 2 * HOUR)
    assert "clock_alarm" not in people["supervisor"].call("GET", "/api/v1/session")
    do(draw, *STEPS[3:])
    assert draw.state()["status"] == "confirmed", draw.state()["status"]
    assert server.stop() == 0
    server.check()


def forward_past_the_deadline():
    server = Server("clock-forward")
    people = people_of(server)
    draw = Draw(people)
    do(draw, *STEPS[:4])
    restarted(server, 11 * 60)  # the supervisor had ten minutes
    end = time.monotonic() + 10
    while draw.state()["status"] != "void" and time.monotonic() < end:
        time.sleep(0.1)
    state = draw.state()
    assert state["status"] == "void" and state["void"]["cause"] == "late" and state["void"]["role"] == "supervisor", state
    try:
        supervisor, path, body = draw.request("reveal supervisor")
        supervisor.call("POST", path, body)
        raise AssertionError("revealed after the round was void")
    except Refused as refused:
        assert refused.status in (409, 428), refused
    assert len(people["operator"].call("GET", f"{draw.activity}/draw")["rounds"]) == 1
    assert server.stop() == 0
    server.check()


def clock_only_for_demonstrations():
    server = Server("clock-words", start=False)
    result = subprocess.run([PROGRAM, "serve", *server.options(), "--listen", "127.0.0.1:0", "--demo-clock", "2026-13-01"], text=True,
                            capture_output=True, timeout=20)
    assert result.returncode == 1 and "--demo-clock 应写作" in result.stderr and "已启动" not in result.stdout, result
    server.start(clock_ahead=-400 * 24 * HOUR)  # before the library was made
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/api/v1/status")
    today = json.loads(connection.getresponse().read())["today"]
    assert today == time.strftime("%Y-%m-%d", time.gmtime(server.now() + 8 * HOUR)), today
    assert server.stop() == 0
    server.check()


test("two hours back: acts with a deadline wait, and go on when the clock is right", back_and_right_again)
test("forward past the deadline: void once, with whose value was missing", forward_past_the_deadline)
test("a time that is none is refused; a clock before the library", clock_only_for_demonstrations)
finish()
