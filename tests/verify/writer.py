"""Documents, ledgers and rounds written from docs/formats/ alone: shares nothing with the server or the verifier."""
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
