#!/usr/bin/env python3
"""What is left of an export's watermark (A5) after LibreOffice saved the file again, in its own format or another, and after rows and
columns were cut away: each file is asked by `bole watermark`. Needs libreoffice-calc, libreoffice-draw and qpdf, which nothing else does."""
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

from support import BOLE, make_library, serving, sign_in, totp

COLUMNS = ["number", "name", "unit", "title", "disciplines", "region", "phone"]
KEPT = 20
UTF8 = "44,34,76,1"  # comma, quotes, encoding, from the first line
AS_CSV = "Text - txt - csv (StarCalc):"


class Person:
    def __init__(self, address, account):
        self.address, self.account = address, account
        self.cookie, _ = sign_in(address, account)
        self.token = ""
        self.token = json.loads(self.send("GET", "/api/v1/session"))["token"]
        self.send("POST", "/api/v1/session/step-up", {"code": totp(account["totp_secret"], int(time.time()) // 30 + 1)})

    def send(self, method, path, body=None):
        headers = {"Cookie": self.cookie, "X-Bole-Token": self.token, "Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, None if body is None else json.dumps(body).encode(), headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return answer.read()


def export(asker, granter, kind):
    form = {"filter": {"status": "active"}, "columns": COLUMNS, "format": kind, "purpose": "statistics"}
    path = "/api/v1/exports/" + json.loads(asker.send("POST", "/api/v1/exports", form))["id"]
    detail = json.loads(granter.send("GET", path))
    granter.send("POST", path + "/grant", {"content_hash": detail["content_hash"]})
    return asker.send("POST", path + "/file"), detail["total"]


class Office:
    """LibreOffice without a screen, with a profile of its own."""
    def __init__(self, folder):
        self.folder = folder
        self.turn = 0

    def convert(self, file, kind, choice=None):
        """As a person would open and save it: CSV is read as the UTF-8 that its mark says, which the import's dialogue offers."""
        self.turn += 1
        out = self.folder / f"turn{self.turn}"
        wanted = kind if choice is None else f"{kind}:{choice}"
        reading = [f"--infilter=CSV:{UTF8}"] if file.suffix == ".csv" else []
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", *reading, "--convert-to", wanted, "--outdir", out, file],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (made,) = out.iterdir()
        return made


def cut_workbook(file, out, rows=None, columns=None):
    """The XLSX with its first rows of people (two stand above) and these columns alone, its shared texts left as they are."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                sheet = text.decode()
                if rows is not None:
                    sheet = re.sub(r'<row r="(\d+)".*?</row>', lambda m: m[0] if 2 < int(m[1]) <= rows + 2 else "", sheet, flags=re.S)
                if columns is not None:
                    sheet = re.sub(r'<c r="([A-Z]+)\d+"[^>]*?(/>|>.*?</c>)', lambda m: m[0] if m[1] in columns else "", sheet, flags=re.S)
                text = sheet.encode()
            target.writestr(name, text)
    return out


def cut_csv(file, out, rows, columns=None):
    lines = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))[2:rows + 2]
    with out.open("w", encoding="utf-8-sig", newline="") as text:
        csv.writer(text).writerows([[cell for k, cell in enumerate(line) if columns is None or k in columns] for line in lines])
    return out


def told(data, file):
    """How many codes, marks and rows `bole watermark` finds; nothing when it finds none."""
    said = subprocess.run([BOLE, "watermark", file, "--data", data], capture_output=True, text=True).stdout
    found = re.search(r"行码 (\d+) 处，暗记 (\d+) 处，来自原文件的 (\d+) 行", said)
    return tuple(map(int, found.groups())) if found else None


def cases(folder, office, files):
    xlsx, text, paper = files["xlsx"], files["csv"], files["pdf"]
    people = None
    yield "XLSX", xlsx, people
    again = office.convert(xlsx, "xlsx")
    yield "XLSX → XLSX", again, people
    ods = office.convert(xlsx, "ods")
    yield "XLSX → ODS", ods, people
    yield "XLSX → ODS → XLSX", office.convert(ods, "xlsx"), people
    yield "XLSX → XLS", office.convert(xlsx, "xls"), "some"
    as_csv = office.convert(again, "csv", AS_CSV + UTF8)
    yield "XLSX → XLSX → CSV", as_csv, people
    yield "XLSX → CSV (GB 18030)", office.convert(xlsx, "csv", AS_CSV + "44,34,GB18030,1"), people
    yield "XLSX → HTML", office.convert(xlsx, "html"), people
    yield "CSV", text, people
    from_csv = office.convert(text, "xlsx")
    yield "CSV → XLSX", from_csv, people
    yield "CSV → XLSX → CSV", office.convert(from_csv, "csv", AS_CSV + UTF8), people
    for rows in (KEPT, 1):
        yield f"XLSX → XLSX, {rows} row(s)", office.convert(cut_workbook(again, folder / f"rows{rows}.xlsx", rows), "xlsx"), rows
        yield f"CSV, {rows} row(s) → XLSX", office.convert(cut_csv(text, folder / f"rows{rows}.csv", rows), "xlsx"), rows
    for title, letter in (("unit", "C"), ("region", "F"), ("code", "H")):
        yield f"XLSX → XLSX, column {title} alone", office.convert(cut_workbook(again, folder / f"{title}.xlsx", columns=letter), "xlsx"), people
    yield "XLSX, no code, 1 row → ODS → XLSX", office.convert(office.convert(cut_workbook(xlsx, folder / "bare.xlsx", 1, "ABCDEFG"), "ods"), "xlsx"), 1
    yield "XLSX → PDF", office.convert(xlsx, "pdf"), people
    yield "PDF", paper, people
    packed, first = folder / "packed.pdf", folder / "first.pdf"
    subprocess.run(["qpdf", "--object-streams=generate", "--recompress-flate", paper, packed], check=True)
    subprocess.run(["qpdf", "--pages", paper, "1", "--", paper, first], check=True)
    yield "PDF, saved again by qpdf", packed, people
    yield "PDF, first page alone", first, "some"
    yield "PDF → ODG → PDF (LibreOffice Draw)", office.convert(office.convert(paper, "odg"), "pdf"), people
    yield "names and telephones alone", office.convert(cut_workbook(again, folder / "names.xlsx", columns="BG"), "xlsx"), 0
    picture = folder / "page"
    subprocess.run(["pdftoppm", "-r", "60", "-f", "1", "-l", "1", "-png", paper, picture], check=True)
    yield "picture of a page", next(folder.glob("page*.png")), 0


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        accounts = make_library(folder, 300)
        files = {}
        with serving(folder / "data") as address:
            asker, granter = Person(address, accounts["library_administrator"]), Person(address, accounts["science_department"])
            for kind in ("xlsx", "csv", "pdf"):
                content, total = export(asker, granter, kind)
                files[kind] = folder / f"export.{kind}"
                files[kind].write_bytes(content)
        print(f"{total} people, columns {' '.join(COLUMNS)}")
        print(f"{'':42} {'codes':>6} {'marks':>6} {'rows':>5}")
        for title, file, rows in cases(folder, Office(folder), files):
            found = told(folder / "data", file)
            codes, marks, of_rows = found or (0, 0, 0)
            wanted = of_rows > 0 if rows == "some" else of_rows == (total if rows is None else rows)
            wrong += not wanted
            print(f"{title:42} {codes:6} {marks:6} {of_rows:5}{'' if wanted else '   not as expected'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
