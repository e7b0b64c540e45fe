"""kill -9 during a draw, at ten moments: nothing acknowledged is lost, the draw goes on, the ledger checks (H2, T1)."""
import secrets
import threading
import time

from draws import STEPS, Draw, is_done
from support import LOST, Person, Refused, Server, finish, test

# The step under way when the power goes, and how many milliseconds after it was sent.
MOMENTS = [("seal", 0), ("seal", 4), ("seal", 30), ("commit operator", 1), ("commit supervisor", 2), ("reveal operator", 2),
           ("reveal supervisor", 0), ("reveal supervisor", 2), ("reveal supervisor", 4), ("confirm operator", 2)]


def killed_at(server, people, step, after_ms):
    draw = Draw(people)
    for earlier in STEPS[:STEPS.index(step)]:
        person, path, body = draw.request(earlier)
        person.call("POST", path, body)
    before = draw.state()
    person, path, body = draw.request(step)
    key, outcome = secrets.token_hex(8), {}

    def send():
        try:
            outcome["answer"] = person.call("POST", path, body, key)
        except LOST as lost:
            outcome["lost"] = lost

    sender = threading.Thread(target=send)
    sender.start()
    time.sleep(after_ms / 1000)
    server.kill()
    sender.join()
    server.check()
    server.start()

    state = draw.state()
    if before is not None:
        for old, new in zip(before["parts"], state["parts"]):
            for name, value in old.items():
                assert new.get(name) == value, f"{name} of {old['role']} was acknowledged and is lost"
        assert (state["id"], state["seal_hash"]) == (before["id"], before["seal_hash"])
    if "answer" in outcome:
        assert is_done(step, state), f"{step} was acknowledged and is lost"
    found = is_done(step, state)
    # The page tries again under the same key: done once, whatever happened the first time.
    try:
        person.call("POST", path, body, key)
    except Refused as refused:
        assert found and refused.status == 409, refused
    assert is_done(step, draw.state()), f"{step} cannot be repeated"
    assert len(people["operator"].call("GET", f"{draw.activity}/draw")["rounds"]) == 1

    for later in STEPS[STEPS.index(step) + 1:]:
        person, path, body = draw.request(later)
        person.call("POST", path, body)
    state = draw.state()
    assert state["status"] in ("drawn", "confirmed"), state["status"]
    assert len(state["panel"][0]["seats"]) == 2
    print(f"   {step}, {after_ms} ms: {'acknowledged' if 'answer' in outcome else 'not answered'}, {'found' if found else 'not found'} afterwards")


def stopped_cleanly(server):
    assert server.stop() == 0
    server.check()


def main():
    server = Server("library")
    people = {role: Person(server, role) for role in ("operator", "approver", "supervisor")}
    stepped_up = 0
    try:
        for step, after_ms in MOMENTS:
            if time.monotonic() - stepped_up > 120:
                for role in ("operator", "supervisor"):
                    people[role].call("POST", "/api/v1/session/step-up", {"code": people[role].code()})
                stepped_up = time.monotonic()
            test(f"kill -9 during {step}", lambda: killed_at(server, people, step, after_ms))
            if server.process.poll() is not None:
                server.start()
        test("clean stop and check after ten kills", lambda: stopped_cleanly(server))
    finally:
        server.kill()
    finish()


main()
