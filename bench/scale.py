#!/usr/bin/env python3
"""A library of 1,000,000: counts, panel, seal, ledger, import. bench/scale.py [EXPERTS [PART …]], parts: inside, http, ledger, import.

PostgreSQL answers the same conditions over the same people, from tables and indexes made for these questions alone."""
import contextlib
import csv
import json
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from people import PLAN, Person, approved_activity
from postgres import postgres
from support import BOLE, ROOT, make_library, serving, wrk

sys.path.insert(0, str(ROOT / "tests" / "support"))
import workbooks  # noqa: E402

NARROW = "d.code >= '480' AND d.code < '481' AND e.rank = 'senior' AND e.region >= '150000' AND e.region < '160000'"


def inside(work, data, *more):
    return json.loads(subprocess.run([ROOT / "build" / "bole-bench-scale", work, data, *more], check=True, capture_output=True, text=True).stdout)


def senior_titles():
    """Codes of titles of the senior rank, from the program's own tables."""
    for name in ("title.csv", "title_local.csv"):
        with open(ROOT / "data" / name, encoding="utf-8") as file:
            yield from (row["code"] for row in csv.DictReader(line for line in file if not line.startswith("#")) if row["rank"] == "senior")


def fill(server, data):
    """The people's columns that the conditions ask, one row a person and one a discipline, with the indexes they want."""
    source = sqlite3.connect(data / "bole.db")
    server.run("CREATE TABLE e (id bigint PRIMARY KEY, title text, region text); CREATE TABLE d (expert_id bigint, code text)")
    for table, sql in (("e", "SELECT id, coalesce(title, ''), coalesce(region, '') FROM expert"),
                       ("d", "SELECT expert_id, code FROM expert_discipline")):
        text = "".join("\t".join(map(str, row)) + "\n" for row in source.execute(sql))
        server.run(f"COPY {table} FROM STDIN", text)
    senior = "'" + "', '".join(senior_titles()) + "'"
    server.run(f"ALTER TABLE e ADD rank text; UPDATE e SET rank = 'senior' WHERE title IN ({senior})")
    server.run("CREATE TABLE flat AS SELECT d.code, e.rank, e.region, e.id FROM e JOIN d ON d.expert_id = e.id; "
               "CREATE INDEX ON e (rank, region, id); CREATE INDEX ON e (id) INCLUDE (rank, region); CREATE INDEX ON d (code, expert_id); "
               "CREATE INDEX ON d (expert_id, code); CREATE INDEX ON flat (rank, code, region, id)")
    server.run("VACUUM (ANALYZE, FREEZE)")


def measure_inside(data):
    told = inside("counts", data)
    with postgres() as server:
        fill(server, data)
        questions = {
            "narrow": [f"SELECT count(*) FROM e WHERE EXISTS (SELECT 1 FROM d WHERE d.expert_id = e.id AND {NARROW})",
                       f"SELECT count(DISTINCT e.id) FROM e JOIN d ON d.expert_id = e.id WHERE {NARROW}",
                       "SELECT count(*) FROM (SELECT DISTINCT id FROM flat d WHERE rank = 'senior' AND code >= '480' AND code < '481' "
                       "AND region >= '150000' AND region < '160000') x"],
            "wide": ["SELECT count(*) FROM e WHERE rank = 'senior'"],
        }
        for name, forms in questions.items():
            for sql in forms:
                assert int(server.run(sql)) == told[name + "_people"], sql
            best = min(server.best_ms(sql) for sql in forms)
            ours, first = told[name] / 1000, told[name + "_first"] / 1000
            print(f"条件计数（{name}，{told[name + '_people']} 人）：索引 {ours:.3f} 毫秒，第一次 {first:.3f} 毫秒，PostgreSQL 最快 {best:.2f} 毫秒，"
                  f"{best / ours:.0f} 倍，第一次 {best / first:.0f} 倍（目标 ≥ 100）")
        server.run(f"CREATE TABLE pool AS SELECT id FROM e LIMIT {told['pool_people']}")
        server.run("VACUUM (ANALYZE) pool")
        shuffle = server.best_ms("SELECT id FROM pool ORDER BY random() LIMIT 9")
        panel, ready = told["panel"] / 1000, told["panel_ready"] / 1000
        print(f"选出一组（{told['pool_people']} 人的池）：{panel:.3f} 毫秒，连同备池 {panel + ready:.2f} 毫秒，ORDER BY random() {shuffle:.2f} 毫秒，"
              f"{shuffle / panel:.0f} 倍，连同备池 {shuffle / (panel + ready):.1f} 倍（目标 ≥ 20）")
    print(f"读入事实与建索引 {told['facts'] / 1e6:.2f} 秒，其中索引 {told['index'] / 1e6:.2f} 秒；方案的全部数字 {told['answer'] / 1000:.1f} 毫秒；"
          f"判断全库 {told['pool'] / 1e6:.2f} 秒，冻结 {told['freeze'] / 1e6:.2f} 秒；{told['experts']} 名专家")


def plans():
    """Plans as someone changes one while looking at the numbers."""
    for discipline in ("480", "520", "230", "180", "630"):
        for ranks in ([], ["senior"], ["senior", "associate"]):
            for age in (None, 60):
                conditions = {"disciplines": [discipline], "ranks": ranks, **({"age_max": age} if age else {})}
                yield {**PLAN, "groups": [{"name": "甲", "seats": 5, "conditions": conditions},
                                          {"name": "乙", "seats": 2, "conditions": {"categories": ["finance"]}}]}


def timed(call):
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer


def memory_mb(data):
    pid = subprocess.run(["pgrep", "-f", f"bole serve --data {data}"], capture_output=True, text=True).stdout.split()[0]
    return int(next(line.split()[1] for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM"))) >> 10


def seal_one(operator, supervisor, activity):
    for person in (operator, supervisor):
        person.call("POST", activity + "/draw/join", {})
    return timed(lambda: operator.call("POST", activity + "/rounds", {}))[0]


def measure_http(data, accounts, experts):
    with serving(data) as address:
        operator, approver, supervisor = (Person(address, accounts[role]) for role in ("operator", "approver", "supervisor"))
        first, activity = timed(lambda: approved_activity(operator, approver, 1))
        times = [timed(lambda: operator.call("POST", activity + "/plan/count", {"plan": plan}))[0] for plan in plans() for _ in range(2)]
        times.sort()
        print(f"计数（HTTP，{len(times)} 次，一半是第一次问）：中位 {statistics.median(times) * 1000:.1f} 毫秒，p99 "
              f"{times[int(len(times) * 0.99)] * 1000:.1f} 毫秒（目标 ≤ 100），{experts} 名专家；第一个方案到批准 {first:.1f} 秒")
        operator.step_up()
        supervisor.step_up()
        activities = [activity] + [approved_activity(operator, approver, n) for n in (2, 3)]
        seals = [seal_one(operator, supervisor, a) for a in activities[:2]]
        goal = 0.5 if experts <= 30000 else 6
        print(f"冻结到封存：首次 {seals[0]:.2f} 秒，再次 {seals[1]:.2f} 秒（目标 ≤ {goal}）")
        beside_a_draw(address, accounts, operator, supervisor, activities[2])
        print(f"服务器最多占用内存 {memory_mb(data)} MB")


def beside_a_draw(address, accounts, operator, supervisor, activity):
    reader = Person(address, accounts["library_administrator"])
    expert = reader.call("GET", "/api/v1/experts?size=20")["items"][0]["id"]
    for name, path in (("列表", "/api/v1/experts?size=20"), ("学科筛选", "/api/v1/experts?discipline=480&size=20"), ("详情", "/api/v1/experts/" + expert)):
        stop = threading.Event()
        draws = []

        def draw():
            while not stop.is_set():
                draws.append(operator.call("POST", activity + "/plan/count", {"plan": next(plans())}))
                if name == "列表" and len(draws) == 1:
                    seal_one(operator, supervisor, activity)
                time.sleep(0.2)

        busy = threading.Thread(target=draw)
        busy.start()
        for rest_ms, who in ((1000, "200 名用户，各自平均每秒看一页"), (0, "200 个连接不停地要")):
            rps, p99, bad = wrk(address + path, reader.cookie, seconds=10, connections=200, rest_ms=rest_ms)
            assert not bad, f"{name}: {bad} bad answers"
            print(f"{name}，{who}，旁边有抽取：{rps:.0f}/s，p99 {p99} 毫秒" + ("（目标 ≤ 100）" if rest_ms else ""))
        stop.set()
        busy.join()


def measure_ledger(entries=1_000_000):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_library(folder, 10)
        told = inside("ledger", folder / "data", str(entries))
        print(f"核对账本 {told['entries']} 条、{told['rows']} 行：{told['checking'] / 1e6:.2f} 秒（目标 ≤ 10），写入 {told['writing'] / 1e6:.1f} 秒")


def measure_import(rows_wanted=1_000_000, part=45_000):
    """In files as large as one may be; each other people."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_library(folder, 10)
        rows = spent = files = 0
        while rows < rows_wanted:
            files += 1
            sheets = workbooks.library(part, units=150, first=files)
            file = folder / "part.xlsx"
            file.write_bytes(workbooks.workbook(sheets))
            command = [BOLE, "import", "experts", file, "--data", folder / "data", "--document", f"测量 {rows}", "--verified-on", "2026-03-01",
                       "--verified-by", "测量"]
            seconds, result = timed(lambda: subprocess.run(command, capture_output=True, text=True))
            assert result.returncode == 0, result.stdout[-1000:]
            rows += sum(len(lines) - 1 for _, lines in sheets)
            spent += seconds
            print(f"导入到 {rows} 行：{spent:.0f} 秒", flush=True)
        print(f"导入 {rows} 行：{spent:.0f} 秒，每百万行 {spent / rows * 1e6:.0f} 秒（目标 ≤ 300）")


def main(experts, parts):
    if "ledger" in parts:
        measure_ledger()
    if "import" in parts:
        measure_import()
    if "inside" not in parts and "http" not in parts:
        return
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        accounts = make_library(folder, experts, "intl")
        if "inside" in parts:
            measure_inside(folder / "data")
        if "http" in parts:
            measure_http(folder / "data", accounts, experts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2:] or ["inside", "http", "ledger", "import"])
