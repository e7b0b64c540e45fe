"""Writes evidence and ledger files from docs/formats/ alone: shares nothing with the server or the verifier.

`scenario(...)` runs three rounds of one activity: the first void, the second drawn with vacancies, the third just sealed.
A fault given by name makes it break one rule while every hash and signature stays valid, as someone with the key could.
"""
import base64
import hashlib
import hmac
import json
import pathlib
import subprocess

ORIGIN = "bole.test/账本"
SM2_ID = "1234567812345678"


def jcs(value):
    def ordered(v):
        if isinstance(v, dict):
            return {k: ordered(v[k]) for k in sorted(v, key=lambda name: name.encode("utf-16-be"))}
        return [ordered(element) for element in v] if isinstance(v, list) else v
    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


class Suite:
    """Hashes of a suite and a signing key made by the openssl program."""

    def __init__(self, name, folder):
        self.name, self.key = name, str(pathlib.Path(folder) / f"{name}.pem")
        kind = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"] if name == "sm" else ["-algorithm", "ed25519"]
        self._openssl("genpkey", *kind, "-out", self.key)
        public = self._openssl("pkey", "-in", self.key, "-pubout", "-outform", "DER")
        self.public_key = public[-65:] if name == "sm" else public[-32:]

    def _openssl(self, *arguments, data=None):
        return subprocess.run(["openssl", *arguments], input=data, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    def hash(self, *parts):
        return hashlib.new("sm3" if self.name == "sm" else "sha256", b"".join(parts)).digest()

    def mac(self, key, *parts):
        return hmac.new(key, b"".join(parts), lambda data=b"": hashlib.new("sm3" if self.name == "sm" else "sha256", data)).digest()

    def labelled(self, label, *parts):
        return self.hash(label.encode(), b"\0", *parts)

    def sign(self, message):
        message_file = self.key + ".message"
        pathlib.Path(message_file).write_bytes(message)
        more = ["-digest", "sm3", "-pkeyopt", "distid:" + SM2_ID] if self.name == "sm" else []
        return self._openssl("pkeyutl", "-sign", "-inkey", self.key, "-rawin", "-in", message_file, *more)

    def typed_key(self):
        return (b"\xffbole-sm2/1" if self.name == "sm" else b"\x01") + self.public_key

    def key_id(self):
        return hashlib.sha256(ORIGIN.encode() + b"\n" + self.typed_key()).digest()[:4]

    def verifier_key(self):
        return f"{ORIGIN}+{self.key_id().hex()}+{base64.b64encode(self.typed_key()).decode()}"

    def root(self, leaves):
        if len(leaves) < 2:
            return leaves[0] if leaves else self.hash()
        left = 1 << ((len(leaves) - 1).bit_length() - 1)
        return self.hash(b"\x01", self.root(leaves[:left]), self.root(leaves[left:]))

    def path(self, leaves, index):
        if len(leaves) < 2:
            return []
        left = 1 << ((len(leaves) - 1).bit_length() - 1)
        if index < left:
            return self.path(leaves[:left], index) + [self.root(leaves[left:])]
        return self.path(leaves[left:], index - left) + [self.root(leaves[:left])]


class Ledger:
    """Entries in memory; signs at the end."""

    def __init__(self, suite):
        self.suite, self.lines, self.minute = suite, [], 0
        self.append("ledger.opened/1", {"epoch": 1, "format": "bole-ledger/1", "instance": "demonstration", "origin": ORIGIN,
                                        "suite": suite.name}, instant="2026-11-24T00:00:00.000Z")

    def append(self, kind, data, rows=(), instant=None, **more):
        self.minute += 1
        at = instant or f"2026-11-24T{self.minute // 60:02}:{self.minute % 60:02}:00.000Z"
        body = {"actor": {"id": "abc", "kind": "account"}, "at": at, "data": data, "rows": list(rows), "type": kind, **more}
        salt = hashlib.sha256(b"salt" + str(len(self.lines)).encode()).digest()[:16]
        self.lines.append((salt, body))
        return len(self.lines) - 1

    def row(self, table, key, version, digest=True):
        digest = hashlib.sha256(f"{table}{key}{version}".encode()).hexdigest() if digest else None
        return {"digest": digest, "key": str(key), "table": table, "version": version}

    def leaves(self):
        return [self.suite.hash(b"\0", salt, jcs(body)) for salt, body in self.lines]

    def note(self, size=None):
        leaves = self.leaves()[:size]
        text = f"{ORIGIN}\n{len(leaves)}\n{base64.b64encode(self.suite.root(leaves)).decode()}\n"
        blob = base64.b64encode(self.suite.key_id() + self.suite.sign(text.encode())).decode()
        return f"{text}\n\u2014 {ORIGIN} {blob}\n"

    def export(self, erased=()):
        head = {"checkpoint": self.note(), "format": "bole-ledger/1", "keys": [self.suite.verifier_key()], "origin": ORIGIN,
                "size": len(self.lines), "suite": self.suite.name}
        lines = [jcs(head)]
        for index, (salt, body) in enumerate(self.lines):
            lines.append(b"- " + self.leaves()[index].hex().encode() if index in erased else salt.hex().encode() + b" " + jcs(body))
        return b"".join(line + b"\n" for line in lines)


def u(number, size):
    return number.to_bytes(size, "big")


class Stream:
    def __init__(self, suite, seed, label, k):
        self.suite, self.seed, self.tail, self.i, self.words = suite, seed, label + b"\0" + u(k, 8), 0, []

    def uniform(self, m):
        while True:
            if not self.words:
                self.i += 1
                block = self.suite.mac(self.seed, u(self.i, 4), self.tail)
                self.words = [int.from_bytes(block[at:at + 8], "big") for at in range(0, 32, 8)]
            x = self.words.pop(0)
            if x < 2**64 - 2**64 % m:
                return x % m


class Round:
    """Pool, seal and result of one round."""

    def __init__(self, suite, plan, activity, number, previous, ledger_size, people, secret):
        self.suite, self.plan, self.activity, self.number = suite, plan, activity, number
        self.draw_key = hashlib.sha256(f"key{number}".encode()).digest()
        self.server = secret
        entries = [self.entry(person) for person in people]
        entries.sort(key=lambda entry: entry["ref"])
        self.pool = [e for e in entries if e["groups"]]
        self.out = [e for e in entries if not e["groups"]]
        excluded = {}
        for e in entries:
            for code in e["excluded"]:
                excluded[code] = excluded.get(code, 0) + 1
        self.seal = {
            "activity": activity,
            "counts": {"eligible": [sum(g in e["groups"] for e in entries) for g in range(len(plan["groups"]))], "excluded": excluded,
                       "total": len(entries)},
            "format": "bole-draw/1", "key": suite.labelled("bole-key/1", self.draw_key).hex(), "ledger_size": ledger_size,
            "origin": ORIGIN, "out": self.root(self.out), "plan": suite.labelled("bole-plan/1", jcs(plan)).hex(),
            "pool": self.root(self.pool), "round": number, "sealed_at": "2026-11-24T09:00:00+08:00",
            "server": suite.labelled("bole-commit/1", b"server\0", secret).hex(), "suite": suite.name}
        if previous:
            self.seal["previous"] = previous.hex()
        self.rehash()

    def rehash(self):
        self.hash = self.suite.labelled("bole-seal/1", jcs(self.seal))

    def ref(self, kind, id):
        nonce = self.suite.mac(self.draw_key, b"bole-nonce/1\0", kind, b"\0", id.encode())
        return self.suite.labelled("bole-ref/1", kind, b"\0", nonce, id.encode())[:16].hex()

    def salt(self, ref):
        return self.suite.mac(self.draw_key, b"bole-salt/1\0", bytes.fromhex(ref))[:16]

    def entry(self, person):
        tags = {tag: value for tag, value in person["tags"].items() if any(c["tag"] == tag for c in self.plan["panel"])}
        if "unit" in tags:
            tags["unit"] = self.ref(b"unit", tags["unit"])
        return {"excluded": person["excluded"], "groups": person["groups"], "ref": self.ref(b"expert", person["id"]), "tags": tags}

    def listed(self, entries):
        return [[self.salt(e["ref"]).hex(), e] for e in entries]

    def root(self, entries):
        return self.suite.root([self.suite.hash(b"\0", self.salt(e["ref"]), jcs(e)) for e in entries]).hex()

    def commit(self, role, value):
        return self.suite.labelled("bole-commit/1", role.encode(), b"\0", self.hash, value)

    def draw(self, operator, supervisor, beacon):
        beacon_hash = bytes(32)
        if beacon:
            beacon_hash = self.suite.labelled("bole-beacon/1", self.plan["beacon"]["source"].encode(), b"\0", beacon)
        self.seed = self.suite.labelled("bole-seed/1", self.hash, self.server, operator, supervisor, beacon_hash)
        self.attempt = 0
        while not self.try_panel(self.attempt):
            self.attempt += 1
        self.take_panel()

    def take_panel(self):
        self.panel = self.try_panel(self.attempt)
        self.orders = [self.order(g) for g in range(len(self.panel))]
        self.result = {"activity": self.activity, "attempt": self.attempt, "panel": self.panel, "round": self.number,
                       "seal": self.hash.hex(), "seed": self.seed.hex(),
                       "substitutes": [order[:self.plan["substitutes"]] for order in self.orders]}

    def result_hash(self):
        return self.suite.labelled("bole-result/1", jcs(self.result))

    def shuffled(self, refs, stream, count):
        refs = list(refs)
        for j in range(count):
            r = j + stream.uniform(len(refs) - j)
            refs[j], refs[r] = refs[r], refs[j]
        return refs[:count]

    def try_panel(self, k):
        stream, panel = Stream(self.suite, self.seed, b"panel", k), []
        for g, group in enumerate(self.plan["groups"]):
            refs = [e["ref"] for e in self.pool if g in e["groups"]]
            panel.append(self.shuffled(refs, stream, group["seats"]))
        sitting = sum(panel, [])
        fits = len(set(sitting)) == len(sitting) and not self.breaks(sitting, 0)
        return panel if fits else None

    def tag(self, ref, tag):
        return next(e for e in self.pool if e["ref"] == ref)["tags"].get(tag)

    # Which bound a set of people breaks, when `open_seats` may still be filled; "" for none.
    def breaks(self, sitting, open_seats):
        for c in self.plan["panel"]:
            values = [value for value in (self.tag(ref, c["tag"]) for ref in sitting) if value is not None]
            if "max" in c and any(values.count(value) > c["max"] for value in set(values) if c.get("value", value) == value):
                return "maximum"
        for c in self.plan["panel"]:
            if "min" in c and sum(self.tag(ref, c["tag"]) == c["value"] for ref in sitting) + open_seats < c["min"]:
                return "minimum"
        return ""

    def order(self, g):
        refs = [e["ref"] for e in self.pool if g in e["groups"] and e["ref"] not in sum(self.panel, [])]
        return self.shuffled(refs, Stream(self.suite, self.seed, b"substitute", g), len(refs))


class Vacancies:
    """Empties and fills seats of a drawn round by 1.9, entry by entry."""

    def __init__(self, ledger, drawn):
        self.ledger, self.drawn, self.seats = ledger, drawn, [list(group) for group in drawn.panel]
        self.vacant, self.taken, self.exhausted, self.indices = [], set(), set(), []

    def note(self, kind, data):
        self.indices.append(self.ledger.append(kind, {"seal_hash": self.drawn.hash.hex(), **data}))

    def vacate(self, group, seat, cause="declined"):
        ref = self.seats[group][seat]
        self.seats[group][seat] = None
        self.taken.add(ref)
        self.vacant.append([group, seat])
        self.note("draw.vacated/1", {"group": group, "seat": seat, "ref": ref, "cause": cause})

    def fill(self, declined=(), change=None):
        group, seat = next(v for v in self.vacant if v[0] not in self.exhausted)
        vacant = [list(v) for v in self.vacant]
        self.vacant.remove([group, seat])
        sitting = [ref for people in self.seats for ref in people if ref]
        open_seats = sum(v[0] not in self.exhausted for v in self.vacant)
        passed, named = [], None
        for ref in self.drawn.orders[group]:
            reason = ("seated" if ref in sitting else "taken" if ref in self.taken else "declined" if ref in declined
                      else self.drawn.breaks(sitting + [ref], open_seats))
            if not reason:
                named = ref
                break
            passed.append({"ref": ref, "reason": reason})
        data = {"group": group, "seat": seat, "passed": passed, "vacant": vacant}
        if named:
            data["ref"] = self.seats[group][seat] = named
        else:
            self.exhausted.add(group)
            self.vacant.append([group, seat])
            self.vacant.sort(key=vacant.index)
        if change:
            change(data)
        self.note("draw.substituted/1" if "ref" in data else "draw.exhausted/1", data)
        return named


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
    ended1 = enter("draw.voided/1", of(first, cause="late", role="operator", text="十分钟内未公布"))
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

    enter("draw.proposed/1", {"activity": activity, "kind": "again", "round": 3}, reason="备选用尽")
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
