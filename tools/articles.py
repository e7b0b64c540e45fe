#!/usr/bin/env python3
"""Prints docs/generated/articles.md: article of the regulation -> code that serves it -> tests that try it.

Read from comments that cite an article, "Art. 14(4)4": what follows (or stands before, on the same line) serves it.
"""
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
TITLES = {1: "目的", 2: "管理", 3: "用途", 4: "信息系统", 5: "入库条件", 6: "分类", 7: "入库方式", 8: "填报", 9: "公示与异议", 10: "定期更新",
          11: "冻结", 12: "保密与账号", 13: "撤销", 14: "选取原则与回避", 15: "选取程序与监督", 16: "承诺与声明", 17: "履职评价", 18: "权利", 19: "义务",
          20: "运行责任", 21: "禁止事项", 22: "监督检查", 23: "违规处理", 24: "所在单位", 25: "施行", 26: "解释"}
ONE = r"\d+(?:\(\d+\)\d*)?"
CITED = re.compile(rf"\bArt\. ({ONE}(?:, {ONE})*)")
COMMENT = re.compile(r"^\s*(?://|/\*\*?|\*|#)")
# What a line of code declares, the first that fits.
NAMES = [re.compile(p) for p in (
    r"\bTEST(?:_P|_F)?\((\w+, \w+)\)",
    r"\bjourney\('([^']+)'",
    r"\b(?:test|it|describe)\('([^']+)'",
    r"\b(?:struct|class|enum class|namespace|interface|type) (\w+)",
    r"\b(?:export )?(?:async )?function (\w+)",
    r"\b(?:export )?const (\w+)(?::.*)? = ",
    r"^\s*def (\w+)",
    r"\b(\w+)\s*(?:\[\w*\])?\s*(?:=|\{|;|,$)",
    r"\b(\w+)\(",
)]
FUNCTION = re.compile(r"^(?!namespace|#|\}|using|//|return)\S.*?\b(\w+)\(")


def name_in(line):
    code = re.sub(r"\s*//.*", "", line)
    signature = re.match(r"^\s*[\w:<>&*, \[\]]+? [&*]?(\w+)\(", code)
    if signature and " = " not in code.split("(")[0] and not re.search(r"\b(await|return|export)\b", code):
        return signature[1]
    for pattern in NAMES:
        if match := pattern.search(code):
            return match[1].replace(", ", ".")
    return None


def enclosing(lines, at):
    """The function around an indented line."""
    for line in reversed(lines[:at]):
        for pattern in (NAMES[0], FUNCTION):
            if match := pattern.search(line):
                return match[1].replace(", ", ".")
    return None


def served(lines, at):
    """The name of what the comment on this line is about; nothing: the file."""
    line = lines[at]
    if not COMMENT.match(line):
        return name_in(line) or enclosing(lines, at)
    below = at + 1
    while below < len(lines) and (COMMENT.match(lines[below]) or re.match(r"\s*template", lines[below])):
        below += 1
    if below == len(lines) or not lines[below].strip() or lines[below].startswith(("namespace", "import", "#include")):
        return None
    inside = line.startswith("    ") and not re.search(r"[;,{]\s*(//.*)?$|\($", lines[below]) and name_in(lines[below]) is None
    return enclosing(lines, at) if inside or re.match(r"\s+(?:if|for|return|auto)\b", lines[below]) else name_in(lines[below])


def order(item):
    return [int(n) for n in re.findall(r"\d+", item)]


def citations():
    files = subprocess.check_output(["git", "ls-files", "src", "tests", "verify", "web/src", "web/tests"], cwd=ROOT, text=True).split()
    for path in sorted(files):
        if not path.endswith((".h", ".cpp", ".ts", ".vue", ".mjs", ".py")) or not (ROOT / path).exists():
            continue
        lines = (ROOT / path).read_text(encoding="utf-8").split("\n")
        for at, line in enumerate(lines):
            # A citation may run on in the next line of the comment.
            text = line + (" " + re.sub(r"^\s*(//|\*)\s*", "", lines[at + 1]) if at + 1 < len(lines) and line.rstrip().endswith(("Art.", ",")) and COMMENT.match(line) else "")
            for match in CITED.finditer(text):
                for item in match[1].split(", "):
                    yield item, path, served(lines, at)


def main():
    table = {}
    for item, path, name in citations():
        test = path.startswith(("tests/", "web/tests/"))
        short = re.sub(r"^(src|tests)/", "", path)
        entry = f"`{name}` {short}" if name else short
        table.setdefault(item, (set(), set()))[test].add(entry)
    print("# 条款、程序与测试\n")
    print("由 `tools/articles.py` 从程序和测试的注释（`Art. 14(4)4` 即第十四条第四项第 4 目）生成，不手工修改。程序路径在 `src/`（网页写全），测试路径在 `tests/`。\n")
    print("| 条款 | 内容 | 程序 | 测试 |\n| --- | --- | --- | --- |")
    for item in sorted(table, key=order):
        code, tests = (", ".join(sorted(column)) for column in table[item])
        print(f"| {item} | {TITLES.get(order(item)[0], '')} | {code} | {tests} |")


main()
