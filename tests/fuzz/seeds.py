#!/usr/bin/env python3
"""Writes inputs to begin with, and the words that the readers know: tests/fuzz/seeds.py FOLDER makes FOLDER/TARGET/… and FOLDER/words."""
import io
import json
import pathlib
import re
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/support"), str(ROOT / "tests/verify")]
import generator  # noqa: E402
import workbooks  # noqa: E402
import writer  # noqa: E402

SHEET = ('<w><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="s"><v>0</v></c></row>'
         '<row r="2"><c r="A2" s="1"><v>46091</v></c><c r="B2"><f>A1</f><v>1.5E2</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-10</v></c></row>'
         '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></w>')
SHARED = '<sst><si><t>甲</t></si><si><r><t>乌&amp;云</t></r><rPh><t>w</t></rPh></si><si><t>_x000D_</t></si></sst>'
STYLES = ('<s><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts>'
          '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></s>')
BOOK = '<workbook><workbookPr date1904="1"/><sheets><sheet name="专家" id="a"/></sheets></workbook>'
CSV = '姓名,身份证号\r\n"张,三","a""b"\r\n=1+1,="0123"\r\n'


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts:
            z.writestr(name, content)
    return out.getvalue()


PLAN = {"groups": [{"name": "技术", "seats": 3, "conditions": {"disciplines": ["480"], "age_max": 60}}, {"name": "财务", "seats": 1, "conditions": {}}],
        "panel": [{"tag": "unit", "max": 1}, {"tag": "sex", "value": "2", "min": 1}], "substitutes": 2, "reveal_minutes": 10,
        "beacon": {"source": "某日开盘", "wait_minutes": 60}, "recusal": {"scope": "project", "judges": 2}, "load": {"draws_max": 5}}
SUITE = writer.Suite("intl", tempfile.mkdtemp())
SCENARIOS = [generator.scenario(SUITE), generator.scenario(SUITE, beacon=True), generator.scenario(SUITE, inspector=True)]
EVIDENCE = [evidence for evidence, _ in SCENARIOS]
ENTRIES = [entry for _, entry in EVIDENCE[0]["pool"]]
RECORD = {"text": "甲", "verbatim": " 乙 ", "kind": "a", "count": 3, "day": "2026-03-10", "at": "2026-03-10T08:00:00.000Z", "any": {"x": [1, None]},
          "names": ["丙"], "parts": [{"name": "丁", "share": 5, "chosen": True}], "one": {"name": "戊"}}
CASES = sorted((ROOT / "tests/data/draw_vectors").glob("*.case.json"), key=lambda path: path.stat().st_size)[:12]
HEAD = "GET\n/api/v1/experts/x?page=2&size=%E4%B8%80\nHost: bole.example\nCookie: __Host-bole=a; b=c\nX-Forwarded-For: 1.2.3.4, ::1\n"
CONFIG = 'database = "postgres://a"\nworkers = 8\nbehind_gateway = true\n# x\nlisten = "127.0.0.1:0"\n'


def spelled(*documents):
    return [json.dumps(document, ensure_ascii=False).encode() for document in documents]


SEEDS = {
    "xlsx": ["\0".join(parts).encode() for parts in ([SHEET], [SHEET, SHARED], [SHEET, SHARED, STYLES], [SHEET, SHARED, STYLES, BOOK])],
    "csv": [CSV.encode(), b"\xef\xbb\xbf" + CSV.encode(), CSV.encode("gb18030"), b"\xff\xfe" + CSV.encode("utf-16-le"),
            CSV.replace(",", ";").encode(), b"sep=\t\n" + CSV.replace(",", "\t").encode()],
    "zip": [zipped([("专家.csv", CSV)]), zipped([("a.csv", "0" * 100_000)]), workbooks.workbook([("专家", [["姓名"], ["张三"]])])],
    "cells": [b"x46091.5", b"x1.50102E+17", b'x[$-804]yyyy"\xe5\xb9\xb4"m', b"x000;@", b"x0.00%", b'x<a b="c&#x1821;"><![CDATA[x]]></a>',
              b"x<!DOCTYPE a>"],
    "json": spelled(PLAN, EVIDENCE[0], RECORD, [[], {}, "\u0000\ue000\U00010000", -1, 2**53 - 1]) + [b'{"a":1,"a":2}', b"1e3", b'"\\ud800"', b"\xef\xbb\xbf{}"],
    "fields": spelled(RECORD, {"parts": [{}]}, {"unknown": 1}),
    "numbers": [bytes([which]) + text.encode() for which, text in enumerate(
        [workbooks.citizen_id(7), workbooks.credit_code(7), "+86 138 0000 0001", "a.b@Example.CN", "6222020000000000000", "2024-02-29",
         "2026-03-10T08:00:00.123+08:00", "seed"])],
    "plan": spelled(PLAN, *(evidence["plan"] for evidence in EVIDENCE), {"groups": [{"name": "a", "seats": 1, "conditions": {}}], "panel": [], "substitutes": 0}),
    "entry": spelled(*ENTRIES),
    "seal": spelled(*(evidence["seal"] for evidence in EVIDENCE)),
    "note": [b"\x01\x02\x03bole.example/a\nbole.example/a\n7\n", b"\x00\xff\x10a\n"],
    "case": [path.read_bytes() for path in CASES],
    "evidence": spelled(*EVIDENCE),
    "ledger": [ledger.export() for _, ledger in SCENARIOS] +
              [SUITE.verifier_key().encode()],
    "target": [b"/api/v1/experts/x?page=2&name=%E4%B9%8C+a", b"/a/%2e%2e/b", b"/?a=1&a=2", b"/%00", b"*"],
    "head": [bytes([choice]) + HEAD.encode() for choice in range(4)] + [b"\x08POST\n/api/v1/experts\nhost: x\ntransfer-encoding: chunked\n"],
    "config": [CONFIG.encode(), b"workers = 0\n", b"[a]\nb = 1979-05-27\n"],
    "sealed": [bytes([how, 0, place]) + b"content " * 20 for place in (3, 200) for how in range(6)],
}
WORDS = sorted({word for folder in ("verify", "src/draw", "src/http", "src/app") for path in (ROOT / folder).rglob("*.cpp")
                for word in re.findall(r'"([a-z_./0-9:-]{2,24})"', path.read_text())})
for target, seeds in SEEDS.items():
    folder = pathlib.Path(sys.argv[1]) / target
    folder.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(seeds):
        (folder / f"seed{place}").write_bytes(seed)
(pathlib.Path(sys.argv[1]) / "words").write_text("".join(f'"{word}"\n' for word in WORDS))
