#include "intake/columns.h"

#include "intake/messages.h"

namespace intake {

namespace {

// Where a value goes in a row.
#define INTO(path)                                                                                                                         \
    [](auto& row) -> auto&                                                                                                                 \
    {                                                                                                                                      \
        return row.path;                                                                                                                   \
    }

const std::string day_hint = "写作 2026-03-10";
const std::string unit_hint = "统一社会信用代码，或单位名称；内设机构写作“草原大学/能源学院”";
const std::string unit_change = "请核对单位名称或统一社会信用代码。";

// The identity number that joins a row to the sheet 专家, and the name that guards against a slip.
template <class Row>
std::vector<Column<Row>> person_columns()
{
    return {column<Row>("身份证号", {true, "与“专家”表相同", "", Mask::citizen_id}, identity_number(), INTO(citizen_id)),
            column<Row>("姓名", {false, "可不填；填了则与“专家”表核对"}, text(100), INTO(name))};
}

// The names of a small code table, for a list to choose from.
std::vector<std::string> names_of(const catalog::Table& table)
{
    std::vector<std::string> names;
    for (const auto& entry : table.entries())
        if (!entry.retired) names.push_back(entry.name);
    return names;
}

template <class Row>
std::vector<Column<Row>> with(std::vector<Column<Row>> columns, std::vector<Column<Row>> more)
{
    columns.insert(columns.end(), more.begin(), more.end());
    return columns;
}

} // namespace

const SheetTable<UnitRow>& unit_sheet()
{
    using R = UnitRow;
    static const SheetTable<R> table{
        "单位",
        "法人单位和它们的内设机构。库中已有的单位可以再列，须与库中一致；专家任职、利益关系中的单位须在库中或列在本表。",
        &Draft::units,
        {
            column<R>("单位名称", {true, "法人全称；内设机构只写自己的名称"}, text(200), INTO(unit.name)),
            column<R>("上级单位", {false, "内设机构填写；" + unit_hint}, text(500), INTO(above)),
            column<R>("统一社会信用代码", {false, "法人单位必填，18 位"}, credit_code(), INTO(unit.code)),
            column<R>("单位类型", {false, "法人单位必填，如高等院校、科研院所、企业", "", Mask::none, names_of(catalog::unit_kinds())},
                      maybe(code_of(catalog::unit_kinds)), INTO(unit.kind)),
            column<R>("所在地区", {false, "行政区划代码或名称"}, maybe(code_of(catalog::regions)), INTO(unit.region)),
            column<R>("归口管理部门", {false, "单位名称或统一社会信用代码"}, text(500), INTO(department)),
            column<R>("曾用名和别名", {false, "多个用；隔开"}, texts(200), INTO(unit.aliases)),
            column<R>("单位属性", {false, "多个用；隔开，可注明起止：高新技术企业（2021-01-01至2024-12-31）"}, attributes(),
                      INTO(unit.attributes)),
            column<R>("上市日期", {false, day_hint}, day(), INTO(unit.listed_from)),
            column<R>("退市日期", {false, day_hint}, day(), INTO(unit.listed_to)),
        }};
    return table;
}

const SheetTable<ExpertRow>& expert_sheet()
{
    using R = ExpertRow;
    static const SheetTable<R> table{
        "专家",
        "一人一行，以身份证号为准。已在库的人不能再导入。",
        &Draft::experts,
        {
            column<R>("姓名", {true, "与身份证一致"}, text(100), INTO(expert.name)),
            column<R>("身份证号", {true, "18 位；没有身份证的填护照等证件号；该列须为文本", "", Mask::citizen_id}, identity_number(),
                      INTO(number)),
            column<R>("蒙古文姓名", {false, "传统蒙古文"}, text(100), INTO(expert.name_mongolian)),
            column<R>("性别", {false, "可不填，由身份证号得出", "", Mask::none, names_of(catalog::sexes())}, code_of(catalog::sexes),
                      INTO(expert.sex)),
            column<R>("出生日期", {false, "可不填，由身份证号得出"}, day(), INTO(expert.birth_day)),
            column<R>("民族", {false, "如汉族、蒙古族"}, code_of(catalog::ethnic_groups), INTO(expert.ethnic)),
            column<R>("手机", {false, "11 位", "", Mask::phone}, phone(), INTO(expert.phone)),
            column<R>("邮箱", {false, "name@example.cn", "", Mask::email}, email(), INTO(expert.email)),
            column<R>("银行卡号", {false, "16 至 19 位；可不填", "", Mask::bank_card}, bank_card(), INTO(expert.bank_account)),
            column<R>("职称", {false, "GB/T 8561 的名称或代码"}, code_of(catalog::titles), INTO(expert.title)),
            column<R>("学位", {false, "如博士、硕士"}, code_of(catalog::degrees), INTO(expert.degree)),
            column<R>("所在地区", {false, "行政区划代码或名称"}, code_of(catalog::regions), INTO(expert.region)),
            column<R>("专家类别", {true, "研究开发、产业管理、战略咨询、财务审计、其他；多个用；隔开"},
                      codes_of(catalog::expert_categories), INTO(categories)),
            column<R>("类别依据", {false, "凭什么列入该类别，如职称、注册会计师；多个类别逐项用；隔开，或只写一项"}, texts(200),
                      INTO(qualifications)),
            column<R>("主学科", {false, "GB/T 13745 的代码或名称，写了几个时第一个为主；学科和行业至少填一项，否则不能被抽取"},
                      codes_of(catalog::disciplines), INTO(main_disciplines)),
            column<R>("其他学科", {false, "多个用；隔开"}, codes_of(catalog::disciplines), INTO(other_disciplines)),
            column<R>("主行业", {false, "GB/T 4754 的代码或名称，写了几个时第一个为主"}, codes_of(catalog::industries),
                      INTO(main_industries)),
            column<R>("其他行业", {false, "多个用；隔开"}, codes_of(catalog::industries), INTO(other_industries)),
            column<R>("工作单位", {false, "主要任职的单位：" + unit_hint + "；也可以改在“任职”表中填写", unit_change}, text(500),
                      INTO(unit)),
            column<R>("内设机构", {false, "工作单位下的各级机构，写作“能源学院/热能系”", unit_change}, text(500), INTO(part)),
            column<R>("职务", {false, "在工作单位的职务"}, text(100), INTO(duty)),
            column<R>("关键词", {false, "研究方向，多个用；隔开"}, text(500), INTO(expert.keywords)),
            column<R>("语种", {false, "能用来工作的语种，GB/T 4880.1 的名称或代码，多个用；隔开，如汉语；蒙古语"},
                      codes_of(catalog::languages), INTO(expert.languages)),
            column<R>("参加意愿", {false, "愿意参加的活动，如评审；咨询，多个用；隔开；只供参考"}, codes_of(catalog::activity_kinds),
                      INTO(expert.willingness)),
            column<R>("简历", {false, "5000 字以内，可分行"}, long_text(5000), INTO(expert.resume)),
            column<R>("状态", {false, "在库、冻结、暂停、撤销、退出；不填为在库", "", Mask::none, {"在库", "冻结", "暂停", "撤销", "退出"}},
                      one_of({{"在库", "active"}, {"冻结", "frozen"}, {"暂停", "suspended"}, {"撤销", "revoked"}, {"退出", "exited"}},
                             messages::status),
                      INTO(expert.status)),
            column<R>("入库日期", {false, day_hint + "；不填为导入当天"}, needed_day(), INTO(expert.entered_on)),
            column<R>("最近确认日期", {false, day_hint}, day(), INTO(expert.confirmed_on)),
        }};
    return table;
}

const SheetTable<PostRow>& post_sheet()
{
    using R = PostRow;
    static const SheetTable<R> table{
        "任职", "每项任职一行，现任、兼任、曾任都列；回避按它计算。", &Draft::posts,
        with<R>(person_columns<R>(),
                {
                    column<R>("单位", {true, unit_hint, unit_change}, text(500), INTO(unit)),
                    column<R>("内设机构", {false, "单位下的各级机构，写作“能源学院/热能系”", unit_change}, text(500), INTO(part)),
                    column<R>("任职方式", {true, "主要任职、兼职、返聘、顾问、曾任、退休", "", Mask::none, names_of(catalog::post_kinds())},
                              code_of(catalog::post_kinds), INTO(post.kind)),
                    column<R>("职务", {}, text(100), INTO(post.duty)),
                    column<R>("开始日期", {false, day_hint}, day(), INTO(post.from)),
                    column<R>("结束日期", {false, day_hint + "；现任不填"}, day(), INTO(post.to)),
                })};
    return table;
}

const SheetTable<ProjectRow>& project_sheet()
{
    using R = ProjectRow;
    static const SheetTable<R> table{"项目",
                                     "科研项目的参加人，一人一行，项目的编号、名称、日期各行重复；参加人不必是专家。",
                                     &Draft::projects,
                                     {
                                         column<R>("项目编号", {true, "立项编号"}, text(100), INTO(code)),
                                         column<R>("项目名称", {true}, text(300), INTO(title)),
                                         column<R>("项目级别", {false, "如国家级、自治区级"}, text(100), INTO(level)),
                                         column<R>("开始日期", {false, day_hint}, day(), INTO(from)),
                                         column<R>("计划结束日期", {false, day_hint}, day(), INTO(planned_end)),
                                         column<R>("结题日期", {false, day_hint + "；未结题、未终止的不填"}, day(), INTO(closed_on)),
                                         column<R>("身份证号", {true, "参加人的身份证号，没有的填护照等证件号", "", Mask::citizen_id},
                                                   identity_number(), INTO(citizen_id)),
                                         column<R>("姓名", {false, "可不填"}, text(100), INTO(name)),
                                         column<R>("角色", {true, "负责人或成员", "", Mask::none, {"负责人", "成员"}},
                                                   one_of({{"负责人", "lead"}, {"成员", "member"}}, messages::role), INTO(role)),
                                     }};
    return table;
}

const SheetTable<RelationRow>& relation_sheet()
{
    using R = RelationRow;
    static const SheetTable<R> table{
        "亲属师生", "近亲属、其他亲属、导师和学生等关系。", &Draft::relations,
        with<R>(person_columns<R>(),
                {
                    column<R>("关系",
                              {true, "对方是本人的什么人，如配偶、父母、导师、学生", "", Mask::none, names_of(catalog::relation_kinds())},
                              code_of(catalog::relation_kinds), INTO(relation.kind)),
                    column<R>("对方姓名", {true}, text(100), INTO(relation.other_name)),
                    column<R>("对方身份证号", {false, "18 位；不填则只能按姓名提示", "", Mask::citizen_id}, maybe_citizen_id(),
                              INTO(relation.other_citizen_id)),
                    column<R>("对方单位", {}, text(200), INTO(relation.other_unit)),
                })};
    return table;
}

const SheetTable<InterestRow>& interest_sheet()
{
    using R = InterestRow;
    static const SheetTable<R> table{
        "利益关系", "与单位的股权、咨询、审计、法律代理、合同等关系。", &Draft::interests,
        with<R>(person_columns<R>(), {
                                         column<R>("单位", {true, unit_hint, unit_change}, text(500), INTO(unit)),
                                         column<R>("关系种类",
                                                   {true, "持有股权、咨询顾问、审计业务、法律代理、合同往来、其他", "", Mask::none,
                                                    names_of(catalog::interest_kinds())},
                                                   code_of(catalog::interest_kinds), INTO(interest.kind)),
                                         column<R>("持股比例", {false, "百分数，如 12.5"}, share(), INTO(interest.share)),
                                         column<R>("开始日期", {false, day_hint}, day(), INTO(interest.from)),
                                         column<R>("结束日期", {false, day_hint}, day(), INTO(interest.to)),
                                     })};
    return table;
}

const SheetTable<SanctionRow>& sanction_sheet()
{
    using R = SanctionRow;
    static const SheetTable<R> table{
        "处理记录", "受过的处理；没有结束日期的视为仍在处理期，不能被抽取。", &Draft::sanctions,
        with<R>(person_columns<R>(), {
                                         column<R>("处理种类",
                                                   {true, "诫勉谈话、公开通报、取消资格、撤销专家资格、其他", "", Mask::none,
                                                    names_of(catalog::sanction_kinds())},
                                                   code_of(catalog::sanction_kinds), INTO(sanction.kind)),
                                         column<R>("开始日期", {true, day_hint}, needed_day(), INTO(sanction.from)),
                                         column<R>("结束日期", {false, day_hint}, day(), INTO(sanction.to)),
                                         column<R>("文件名称及文号", {true}, text(300), INTO(sanction.document)),
                                     })};
    return table;
}

const SheetTable<AbsenceRow>& absence_sheet()
{
    using R = AbsenceRow;
    static const SheetTable<R> table{
        "不便参加", "本人申报的不便参加评审的日期；与活动日期重合的不能被抽取。", &Draft::absences,
        with<R>(person_columns<R>(), {
                                         column<R>("开始日期", {true, day_hint}, needed_day(), INTO(absence.from)),
                                         column<R>("结束日期", {false, day_hint + "；不填则一直到另行申报"}, day(), INTO(absence.to)),
                                     })};
    return table;
}

const SheetTable<AchievementRow>& achievement_sheet()
{
    using R = AchievementRow;
    static const SheetTable<R> table{
        "成果", "获奖、人才计划、论文、专利、资格证书、社会兼职，每项一行；只供参考。", &Draft::achievements,
        with<R>(
            person_columns<R>(),
            {
                column<R>("种类",
                          {true, "获奖、人才计划、论文、专利、资格证书、社会兼职", "", Mask::none, names_of(catalog::achievement_kinds())},
                          code_of(catalog::achievement_kinds), INTO(achievement.kind)),
                column<R>("名称", {true}, text(300), INTO(achievement.name)),
                column<R>("编号或级别", {}, text(200), INTO(achievement.detail)),
                column<R>("本人角色", {false, "如第一完成人、理事"}, text(100), INTO(achievement.role)),
                column<R>("开始日期", {false, "获奖、发表、授权或开始的日期，" + day_hint}, day(), INTO(achievement.from)),
                column<R>("结束日期", {false, day_hint}, day(), INTO(achievement.to)),
            })};
    return table;
}

#undef INTO

} // namespace intake
