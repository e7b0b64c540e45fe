"""PostgreSQL goes away without warning while people work and comes back: each request is answered or clearly refused, what was
acknowledged is there, and everything goes on unaided (H2)."""
import secrets
import threading
import time

from draws import STEPS, Draw, is_done
from support import LOST, Person, Postgres, Refused, Server, finish, test

ROLES = ("operator", "approver", "supervisor", "library_administrator")
AWAY = 2  # seconds


class Office:
    def __init__(self, postgres):
        self.postgres = postgres
        self.server = Server("database", postgres.copy())
        self.people = {role: Person(self.server, role) for role in ROLES}


def is_away(refused):
    return (refused.status, refused.code) == (503, "auth.database_busy")


def until_done(person, path, body, key):
    """As the page: the same key again until it is told what became of it."""
    end = time.monotonic() + 30
    while True:
        try:
            return person.call("POST", path, body, key)
        except Refused as refused:
            if not is_away(refused):
                raise
        assert time.monotonic() < end, "it does not come back"
        time.sleep(0.1)


def soon(read):
    """What `read` gives, within seconds of the database's return: its first moments may still refuse."""
    end = time.monotonic() + 5
    while True:
        try:
            return read()
        except Refused as refused:
            if not is_away(refused) or time.monotonic() > end:
                raise
        time.sleep(0.1)


def away_at_every_step(office):
    """The database goes away as each step of a round is sent."""
    for role in ("operator", "supervisor"):
        office.people[role].call("POST", "/api/v1/session/step-up", {"code": office.people[role].code()})
    draw = Draw(office.people)
    for step in STEPS:
        person, path, body = soon(lambda: draw.request(step))
        key, told = secrets.token_hex(8), {}

        def send():
            try:
                told["answer"] = until_done(person, path, body, key)
            except Refused as refused:
                told["refused"] = refused

        sender = threading.Thread(target=send)
        sender.start()
        time.sleep(secrets.randbelow(40) / 1000)
        office.postgres.stop()
        time.sleep(0.3)
        office.postgres.start()
        sender.join()
        assert is_done(step, soon(draw.state)), (step, told)
        # A commit whose answer was lost with the connection may be told as done already.
        assert "answer" in told or told["refused"].status == 409, told
    assert soon(draw.state)["status"] == "confirmed"


def away_under_load(office):
    """Eight clients read and write; the database goes away three times."""
    form = office.people["operator"].call("GET", Draw(office.people, prepare=False).activity)
    body = {"kind": form["kind"], "from": form["from"], "to": form["to"], "place": "", "supervisor": form["supervisor"]["id"], "projects": []}
    told, refused_count, wrong, ended = set(), [0], [], threading.Event()

    def write(number):
        at = 0
        while not ended.is_set():
            name, at = f"负载 {number}-{at}", at + 1
            try:
                office.people["operator"].call("POST", "/api/v1/activities", {**body, "name": name})
                told.add(name)
            except Refused as refused:
                refused_count[0] += 1
                if not is_away(refused):
                    wrong.append(refused)
            except LOST as lost:
                wrong.append(lost)

    def read():
        while not ended.is_set():
            try:
                office.people["library_administrator"].call("GET", "/api/v1/experts?size=10")
            except Refused as refused:
                if not is_away(refused):
                    wrong.append(refused)
            except LOST as lost:
                wrong.append(lost)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)] + [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        time.sleep(1)
        office.postgres.stop()
        time.sleep(AWAY)
        office.postgres.start()
    time.sleep(1)
    ended.set()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[:3]
    assert told and refused_count[0], (len(told), refused_count)
    found, page = [], 1
    while items := office.people["operator"].call("GET", f"/api/v1/activities?size=100&page={page}")["items"]:
        found += [item["name"] for item in items if item["name"].startswith("负载")]
        page += 1
    assert len(found) == len(set(found)), "something was done twice"
    assert told <= set(found), f"{len(told - set(found))} acknowledged are lost"
    print(f"   {len(told)} were done, {refused_count[0]} refused; {len(set(found) - told)} were done though the answer was a refusal")


def started_without(office):
    """A server that starts while the database is away says so; it serves when started after it came back."""
    assert office.server.stop() == 0
    office.postgres.stop()
    try:
        office.server.start()
    except AssertionError:
        assert office.server.process.wait(60) != 0
    else:
        raise AssertionError("it started without a database")
    office.postgres.start()
    office.server.start()
    assert office.server.stop() == 0
    office.server.check()


def main():
    postgres = Postgres()
    try:
        office = Office(postgres)
        test("PostgreSQL away: at every step of a draw", lambda: away_at_every_step(office))
        test("PostgreSQL away: three times under load", lambda: away_under_load(office))
        test("PostgreSQL away: start and check", lambda: started_without(office))
        if office.server.process.poll() is None:
            office.server.kill()
    finally:
        postgres.close()
    finish()


main()
