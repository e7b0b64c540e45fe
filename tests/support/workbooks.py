"""Library workbooks of invented people and units, for benches and fault tests: XLSX written with the standard library alone."""
import io
import zipfile
from datetime import date, timedelta
from html import escape

LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def citizen_id(seed):
    """A valid number of somebody born 1850 to 1899: distinct for distinct seeds up to 18 million."""
    born = date(1850, 1, 1) + timedelta(days=seed // 1000 % 18000)
    body = f"150102{born:%Y%m%d}{seed % 1000:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]


def credit_code(seed):
    organisation = f"{seed:08d}"
    value = 11 - sum(int(c) * w for c, w in zip(organisation, [3, 7, 9, 10, 5, 8, 4, 2])) % 11
    body = "12150000" + organisation + {10: "X", 11: "0"}.get(value, str(value))
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    return body + LETTERS[(31 - sum(LETTERS.index(c) * w for c, w in zip(body, weights)) % 31) % 31]


def workbook(sheets):
    """XLSX bytes of [(name, [row, …])], every cell a text."""
    def letters(column):
        name = ""
        column += 1
        while column:
            column, rest = divmod(column - 1, 26)
            name = chr(65 + rest) + name
        return name

    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", f'<Relationships><Relationship Id="r" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets>' + "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="s{i}"/>' for i, (name, _) in enumerate(sheets, 1)) + "</sheets></workbook>")
        z.writestr("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(
            f'<Relationship Id="s{i}" Type="{relations}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)) +
            "</Relationships>")
        for i, (_, rows) in enumerate(sheets, 1):
            parts = ["<worksheet><sheetData>"]
            for r, row in enumerate(rows, 1):
                cells = "".join(f'<c r="{letters(c)}{r}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
                                for c, value in enumerate(row) if value)
                parts.append(f'<row r="{r}">{cells}</row>')
            z.writestr(f"xl/worksheets/sheet{i}.xml", "".join(parts) + "</sheetData></worksheet>")
    return out.getvalue()


FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
GIVEN = ["建国", "秀英", "志强", "丽华", "海涛", "晓东", "玉兰", "文博", "思远", "雪梅", "国栋", "明辉", "春燕", "振山", "立新"]
DISCIPLINES = ["18014", "23020", "48060", "48040", "41650", "52020", "52040", "53021", "43045", "63040"]


def library(experts, units=100, first=1, seed=None):
    """The sheets of a library of that many experts: each with a post, each tenth in a project, each fiftieth with an interest.

    Units are told apart by `first`, people by it or by the `seed` of the first one (see citizen_id)."""
    unit_rows = [["单位名称", "上级单位", "统一社会信用代码", "单位类型", "所在地区"]]
    for u in range(units):
        name = f"敕勒川第{first}批{u}号研究院"
        unit_rows.append([name, "", credit_code(first * 1000 + u), "科研院所", "150100"])
        unit_rows.append(["系统研究所", name, "", "", ""])
    expert_rows = [["姓名", "身份证号", "民族", "手机", "邮箱", "职称", "学位", "所在地区", "专家类别", "类别依据", "主学科", "其他学科", "入库日期", "最近确认日期", "语种"]]
    post_rows = [["身份证号", "姓名", "单位", "内设机构", "任职方式", "职务", "开始日期"]]
    project_rows = [["项目编号", "项目名称", "开始日期", "身份证号", "角色"]]
    interest_rows = [["身份证号", "单位", "关系种类", "持股比例"]]
    absence_rows = [["身份证号", "开始日期", "结束日期"]]
    for i in range(experts):
        own = (first * 1_000_000 if seed is None else seed) + i
        number, name = citizen_id(own), FAMILY[i % 20] + GIVEN[i // 20 % 15]
        expert_rows.append([name, number, "汉族", f"138000{i % 100000:05d}", f"e{own}@example.invalid", "011", "2", "150100", "研究开发",
                            "专业技术职称", DISCIPLINES[i % 10], DISCIPLINES[(i + 3) % 10], "2024-03-01", "2026-03-01", "汉语；英语" if i % 3 else "汉语；蒙古语"])
        unit = f"敕勒川第{first}批{i % units}号研究院"
        post_rows.append([number, name, unit, "系统研究所" if i % 3 else "", "主要任职", "研究员", "2015-07-01"])
        if i % 10 == 0:
            project_rows.append([f"KY{first}-{i // 30}", "区域产业关键技术研究", "2025-01-01", number, "成员" if i % 30 else "负责人"])
        if i % 50 == 0:
            interest_rows.append([number, f"敕勒川第{first}批{(i + 1) % units}号研究院", "持有股权", "1.5"])
        if i % 40 == 0:
            absence_rows.append([number, "2027-01-11", "2027-01-20"])
    return [("单位", unit_rows), ("专家", expert_rows), ("任职", post_rows), ("项目", project_rows), ("利益关系", interest_rows), ("不便参加", absence_rows)]
