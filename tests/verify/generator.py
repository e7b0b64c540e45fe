"""Evidence and ledger files for tests, by writer.py.

`scenario(...)` runs three rounds of one activity: the first void, the second drawn with vacancies, the third just sealed.
A fault given by name makes it break one rule while every hash and signature stays valid, as someone with the key could.
"""
import hashlib

from writer import Ledger, Round, Vacancies

def people_of(count=18):
    people = []
    for i in range(count):
        groups = [[0], [1], [0, 1]][i % 3]
        person = {"id": f"expert{i:02}", "groups": groups, "excluded": [], "tags": {"unit": f"unit{i % 6}", "sex": "女" if i % 4 == 0 else "男"}}
        if i % 9 == 7:
            person.update(groups=[], excluded=["14.4.4", "missing.unit"])
        if i % 9 == 5:
            person.update(groups=[0], excluded=["11@1"])
        if i == 8:
            person.update(groups=[], excluded=["no_group"])
        people.append(person)
    return people


def scenario(suite, beacon=False, inspector=False, fault=""):
    """Gives (evidence, ledger): the evidence of round 2 as a document and the ledger it lies in."""
    ledger, activity = Ledger(suite), "act0000000000000000000000001"
    people = people_of()
    for i, person in enumerate(people):
        ledger.append("expert.entered/1", {"id": person["id"]}, [ledger.row("expert", i, 1)])
    ledger.append("expert.changed/1", {}, [ledger.row("expert", 3, 2), ledger.row("post", 3, 1)])
    if fault == "version gap":
        ledger.append("expert.changed/1", {}, [ledger.row("expert", 4, 3)])
    if fault == "version repeated":
        ledger.append("expert.changed/1", {}, [ledger.row("expert", 3, 2)])
    ledger.append("expert.removed/1", {}, [ledger.row("post", 3, 2, digest=False)])
    if fault == "row after its removal":
        ledger.append("expert.changed/1", {}, [ledger.row("post", 3, 3)])
    if fault == "time goes back":
        ledger.append("note/1", {}, instant="2026-11-23T00:00:00.000Z")
    ledger.append("ledger.restored/1", {"epoch": 3 if fault == "epoch left out" else 2, "size": len(ledger.lines)})
    if fault == "opened twice":
        ledger.append("ledger.opened/1", ledger.lines[0][1]["data"])
    plan = {"activity": activity, "groups": [{"name": "畜禽", "seats": 2, "conditions": {}}, {"name": "材料", "seats": 2, "conditions": {}}],
            "panel": [{"tag": "unit", "max": 1}, {"tag": "sex", "value": "女", "min": 1}], "substitutes": 3, "reveal_minutes": 10,
            "rules": {"draw.age_max": "0"}}
    if beacon:
        plan["beacon"] = {"source": "福彩双色球 2026141 期"}
    if fault == "other activity in plan":
        plan["activity"] = "act2"
    beacon_value = "03 07 12 21 26 31 09".encode() if beacon else None
    operator, supervisor = hashlib.sha256(b"operator").digest(), hashlib.sha256(b"supervisor").digest()
    entries = []  # indices for the evidence

    def enter(kind, data, **more):
        entries.append(ledger.append(kind, data, **more))
        return entries[-1]

    def seal(number, previous, skip=0):
        r = Round(suite, plan, activity, number, previous, len(ledger.lines) + skip, people, hashlib.sha256(f"s{number}".encode()).digest())
        data = {"activity": activity, "round": number, "seal_hash": r.hash.hex()}
        if previous:
            data["previous"] = previous.hex()
        return r, data, enter("draw.sealed/1", data)

    def of(r, **data):
        return {"seal_hash": r.hash.hex(), **data}

    first, _, sealed1 = seal(1, None)
    ledger.append("draw.committed/1", of(first, role="supervisor", commitment=first.commit("supervisor", supervisor).hex()))
    ended1 = enter("draw.voided/1", of(first, cause="late", role="operator", text="十分钟内未揭示"))
    if fault == "entry after void":
        ledger.append("draw.committed/1", of(first, role="operator", commitment=first.commit("operator", operator).hex()))
    if fault != "no proposal":
        enter("draw.proposed/1", {"activity": activity, "kind": "again", "round": 2}, reason="上一轮作废")
    if fault != "no consent":
        enter("draw.consented/1", {"activity": activity, "agree": fault != "consent refused", "kind": "again", "round": 2})

    second, sealed_data, sealed2 = seal(3 if fault == "round missing" else 2, bytes(32) if fault == "fork" else first.hash,
                                        1 if fault == "ledger size" else 0)
    roles = [("supervisor", supervisor), ("operator", operator)]
    if fault == "one commitment":
        roles.pop()
    for role, value in roles:
        bound = first if fault == "commitment to another seal" else second
        enter("draw.committed/1", of(second, role=role, commitment=bound.commit(role, value).hex()))
    reveals = [("operator", operator), ("supervisor", supervisor), ("server", second.server)]
    if fault == "reveals out of order":
        reveals = [reveals[1], reveals[0], reveals[2]]
    if fault == "server first":
        reveals = [reveals[2], reveals[0], reveals[1]]
    if fault == "other server value":
        second.server = reveals[2][1][::-1]
        reveals[2] = ("server", second.server)
    if fault == "no reveal":
        reveals.pop(1)
    for role, value in reveals:
        enter("draw.revealed/1", of(second, role=role, value=value.hex()))
    if fault == "revealed twice":
        enter("draw.revealed/1", of(second, role="server", value=second.server.hex()))
    if beacon and fault != "beacon not entered":
        enter("draw.beacon/1", of(second, source=plan["beacon"]["source"], value=beacon_value.hex()))
    second.draw(operator, supervisor, beacon_value)
    if fault == "later attempt":
        second.attempt += 1
        while not second.try_panel(second.attempt):
            second.attempt += 1
        second.take_panel()
    if fault == "other panel":
        second.result["panel"][0].reverse()
    if fault == "other substitutes":
        second.result["substitutes"][0].reverse()
    if fault == "other seed":
        second.result["seed"] = bytes(32).hex()
    signature = suite.sign(b"bole-sign/1\0" + (bytes(32) if fault == "signature of something else" else second.result_hash()))
    drawn = enter("draw.drawn/1", of(second, result_hash=second.result_hash().hex(), signature=signature.hex()))
    if fault == "drawn twice":
        enter("draw.drawn/1", of(second, result_hash=second.result_hash().hex(), signature=signature.hex()))
    enter("draw.confirmed/1", of(second, role="operator", result_hash=bytes(32).hex() if fault == "confirms another result"
                                 else second.result_hash().hex()))
    enter("draw.confirmed/1", of(second, role="supervisor", result_hash=second.result_hash().hex()))
    vacancies = vacate(Vacancies(ledger, second), fault)
    entries += vacancies.indices
    ended2 = drawn
    if fault == "void after all":
        ended2 = enter("draw.voided/1", of(second, cause="stopped", role="operator", text=""))

    enter("draw.proposed/1", {"activity": activity, "kind": "again", "round": 3}, reason="候补用尽")
    enter("draw.consented/1", {"activity": activity, "agree": True, "kind": "again", "round": 3})
    third, _, sealed3 = seal(3, second.hash)
    ledger.append("expert.changed/1", {}, [ledger.row("expert", 3, 3)])
    if fault == "foreign entry":
        enter("expert.changed/1", {}, rows=[ledger.row("expert", 3, 4)])

    leaves = ledger.leaves()
    rounds = [{"seal": first.seal, "sealed": sealed1, "ended": ended1}, {"seal": second.seal, "sealed": sealed2, "ended": ended2},
              {"seal": third.seal, "sealed": sealed3}]
    if fault == "round left out":
        rounds.pop(0)
        entries = [i for i in entries if i > ended1]
    evidence = {
        "format": "bole-draw-evidence/1", "plan": plan, "seal": second.seal, "pool": second.listed(second.pool),
        "commitments": {role: second.commit(role, value).hex() for role, value in (("operator", operator), ("supervisor", supervisor))},
        "reveals": {"operator": operator.hex(), "server": second.server.hex(), "supervisor": supervisor.hex()},
        "result": second.result, "substitutions": vacancies.indices, "rounds": rounds,
        "ledger": {"checkpoint": ledger.note(), "entries": [
            {"index": i, "leaf": [ledger.lines[i][0].hex(), ledger.lines[i][1]], "proof": [h.hex() for h in suite.path(leaves, i)]}
            for i in entries]},
        "signatures": [{"role": "server", "suite": suite.name, "public_key": suite.public_key.hex(), "signature": signature.hex()}]}
    if beacon:
        evidence["beacon"] = {"source": plan["beacon"]["source"], "value": beacon_value.hex()}
    if inspector:
        evidence.update(out=second.listed(second.out), draw_key=second.draw_key.hex())
    if fault == "another draw_key":
        evidence["draw_key"] = first.draw_key.hex()
    return evidence, ledger


def vacate(vacancies, fault):
    """Two vacancies at once, then one seat emptied again and again until its order is exhausted."""
    def change(data):
        if fault == "passed over without reason" and data.get("ref"):
            data["passed"].append({"ref": data["ref"], "reason": "maximum"})
        if fault == "vacant seats untrue":
            data["vacant"] = []
        if fault == "substitute of choice" and data.get("ref"):
            data["ref"] = vacancies.drawn.orders[data["group"]][-1]
        if fault == "wrong seat":
            data["seat"] = 1 - data["seat"]
        if fault == "exhausted too early":
            del data["ref"]

    vacancies.vacate(0, 0)
    vacancies.vacate(1, 1, "removed")
    if fault == "vacated twice":
        vacancies.note("draw.vacated/1", {"group": 0, "seat": 0, "ref": vacancies.drawn.panel[0][0], "cause": "removed"})
    vacancies.fill(declined=vacancies.drawn.orders[0][:1], change=change)
    vacancies.fill()
    while True:
        vacancies.vacate(0, 1)
        if not vacancies.fill():
            break
    return vacancies
