#!/usr/bin/env python3
"""Writes files to begin with: tests/fuzz/seeds.py FOLDER makes FOLDER/{xlsx,csv,zip,cells}/…"""
import io
import pathlib
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import workbooks  # noqa: E402

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


SEEDS = {
    "xlsx": ["\0".join(parts).encode() for parts in ([SHEET], [SHEET, SHARED], [SHEET, SHARED, STYLES], [SHEET, SHARED, STYLES, BOOK])],
    "csv": [CSV.encode(), b"\xef\xbb\xbf" + CSV.encode(), CSV.encode("gb18030"), b"\xff\xfe" + CSV.encode("utf-16-le"),
            CSV.replace(",", ";").encode(), b"sep=\t\n" + CSV.replace(",", "\t").encode()],
    "zip": [zipped([("专家.csv", CSV)]), zipped([("a.csv", "0" * 100_000)]), workbooks.workbook([("专家", [["姓名"], ["张三"]])])],
    "cells": [b"x46091.5", b"x1.50102E+17", b'x[$-804]yyyy"\xe5\xb9\xb4"m', b"x000;@", b"x0.00%", b'x<a b="c&#x1821;"><![CDATA[x]]></a>',
              b"x<!DOCTYPE a>"],
}
for target, seeds in SEEDS.items():
    folder = pathlib.Path(sys.argv[1]) / target
    folder.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(seeds):
        (folder / f"seed{place}").write_bytes(seed)
