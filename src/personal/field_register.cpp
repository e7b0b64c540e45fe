#include "personal/personal.h"

namespace personal {

namespace {

// clang-format off
constexpr Retention
    stay = {"在库期间；退出、撤销后留存以备查考，可以申请删除", ""},
    own_account = {"与账本同期；只是专家本人的账号随专家记录删除", ""},
    as_long_as_ledger = {"与账本同期", "留痕备查，须能审计和复核（第二十一条）"},
    integrity = {"与账本同期", "处理和失信记录须留存（第十三条、第二十二条至第二十四条）"},
    drawing = {"与账本同期", "抽取须能复算和复核（第十四条、第十五条、第二十一条）"},
    for_others = {"与账本同期", "计算别人的回避要用（第十四条第四项第3目），只存带密钥的散列"},
    file = {"活动结束后随卷留存", "评审活动的案卷"},
    soon = {"导入或放弃之后清除内容", "到时自动清除"},
    day = {"24 小时", "到时自动清除；删除专家时一并清除"};
constexpr std::string_view
    duty = "《个人信息保护法》第十三条第一款第三项（履行法定职责）；本办法",
    librarians = "专家库管理员",
    library_readers = "专家库管理员、科技厅、专业机构",
    nobody = "不显示",
    only_hash = "专家库管理员、科技厅、专业机构（只用于核对，不显示）",
    activity_people = "活动的经办、审批人、监督员",
    clerks = "管理员、活动中的同事（只见姓名和单位）";

constexpr Entry list[] = {
    {"expert", "name name_mongolian pinyin", "姓名、蒙古文姓名、拼音", "专家", false, "识别专家，通知、抽取、出具记录", duty, stay, library_readers},
    {"expert", "sex ethnic birth_day", "性别、民族、出生日期", "专家", false, "核对身份，年龄条件和专家组构成", duty, stay, library_readers},
    {"expert", "citizen_id", "身份证号", "专家", true, "确认是同一人，核对亲属、师生等回避关系", duty, stay, "专家库管理员（遮蔽；逐项查看须写明理由）"},
    {"expert", "passport", "护照等证件号", "专家", true, "没有身份证号的专家确认是同一人", duty, stay, "专家库管理员（遮蔽；逐项查看须写明理由）"},
    {"expert", "citizen_id_hash passport_hash phone_hash", "证件号、手机号的带密钥散列", "专家", false, "查重、比对回避关系，不必解密", duty, stay, only_hash},
    {"expert", "phone email", "手机号、电子邮箱", "专家", true, "通知参加活动，登录", duty, stay, "专家库管理员（遮蔽；逐项查看须写明理由）"},
    {"expert", "bank_account", "银行账号", "专家", true, "发放劳务费", duty, stay, "专家库管理员（遮蔽；逐项查看须写明理由）"},
    {"expert", "title degree region keywords resume", "职称、学位、所在地、研究方向、简历", "专家", false, "判断是否适合评审的内容", duty, stay, library_readers},
    {"expert", "number status status_since entered_on confirmed_on", "专家编号、状态、入库和确认日期", "专家", false, "管理在库状态（第十一条、第十三条）", duty, as_long_as_ledger, library_readers},
    {"expert_category", "category qualification verified_on verified_by", "类别和资格", "专家", false, "核对第六条的入库条件", duty, stay, library_readers},
    {"expert_discipline", "code place", "学科", "专家", false, "按学科抽取", duty, stay, library_readers},
    {"expert_industry", "code place", "行业", "专家", false, "按行业抽取", duty, stay, library_readers},
    {"expert_language", "code place", "语种", "专家", false, "按语种抽取", duty, stay, library_readers},
    {"expert_willingness", "code place", "参加意愿", "专家", false, "按本人意愿安排活动", duty, stay, library_readers},
    {"expert_absence", "from_day to_day", "不便参加的日期", "专家", false, "抽取时避开", duty, stay, library_readers},
    {"expert_consent", "kind edition text_hash given at", "对个人信息告知、共享、敏感信息的答复", "专家", false, "只在本人同意时共享，写明何时同意过哪一版", "《个人信息保护法》第十四条至第十七条、第二十三条、第二十九条", as_long_as_ledger, "本人、专家库管理员"},
    {"expert_facet", "facet code", "类别、学科等的检索项", "专家", false, "检索", duty, stay, library_readers},
    {"achievement", "kind name detail role from_day to_day", "成果、荣誉与兼职", "专家", false, "核对资格，判断研究方向", duty, stay, library_readers},
    {"post", "unit_id kind duty from_day to_day verified_on verified_by", "任职经历", "专家", false, "核对所在单位，计算单位回避（第十四条第四项）", duty, stay, library_readers},
    {"relation", "kind other_name other_hash other_unit", "近亲属、师生等关系", "专家及其关系人", false, "计算回避（第十四条第四项第1、2目）", duty, stay, librarians},
    {"interest", "unit_id kind share from_day to_day", "持股、顾问等利益关系", "专家", false, "计算回避（第十四条第四项第5、6目）", duty, stay, librarians},
    {"sanction", "kind from_day to_day document", "失信和处理记录", "专家", true, "判断能否选取（第十三条、第十四条第一项）", duty, integrity, "专家库管理员、科技厅"},
    {"research_participant", "person_hash role", "参加科研项目的情况（带密钥散列）", "专家和项目人员", false, "计算同项目回避（第十四条第四项第3目）", duty, for_others, only_hash},
    {"attachment", "title kind size content", "附件（证书、证明）", "专家", true, "核验资格和任职", duty, stay, librarians},
    {"expert_version", "state", "信息的旧版本", "专家", true, "说明每项信息何时由谁依据什么改成（第十条）", duty, stay, librarians},
    {"expert_version", "fields document verified_on verified_by", "何时依据什么改过哪几项", "专家", false, "说明每项信息何时由谁依据什么改成（第十条）", duty, as_long_as_ledger, librarians},
    {"personal_request", "words answer", "要求更正、删除的内容和答复", "专家", true, "办理本人的要求（《个人信息保护法》第四十六条、第四十七条）", duty, stay, "本人、专家库管理员（更正）、科技厅（删除）"},
    {"personal_request", "kind field state asked_at decided_at decided_by", "何时要求更正、删除，怎样答复", "专家", false, "办理本人的要求，证明办过", duty, as_long_as_ledger, "本人、专家库管理员（更正）、科技厅（删除）"},
    {"expert_merge", "document reason", "合并记录的依据和理由", "专家", false, "一人一条记录", duty, as_long_as_ledger, librarians},
    {"expert_merge_number", "hash", "合并前证件号的带密钥散列", "专家", false, "以后再导入时认出是同一人", duty, stay, nobody},
    {"same_person_decision", "pair", "是不是同一人的决定（带密钥散列）", "专家", false, "不重复追问", duty, as_long_as_ledger, nobody},
    {"suspicion_decision", "facts kind confirmed reason", "疑似回避的认定", "专家", false, "计算回避（第十四条第四项第7目）", duty, drawing, "专家库管理员、纪检"},
    {"activity_project", "lead_name lead_unit_id", "项目负责人姓名、单位", "项目负责人", false, "计算回避", duty, file, activity_people},
    {"activity_project", "lead_citizen_id", "项目负责人身份证号", "项目负责人", true, "计算回避", duty, file, "活动的经办、审批人（遮蔽）"},
    {"activity_project", "lead_hash", "项目负责人身份证号的带密钥散列", "项目负责人", false, "计算回避，不必解密", duty, file, nobody},
    {"activity_member", "name", "项目成员姓名", "项目成员", false, "计算回避", duty, file, activity_people},
    {"activity_member", "citizen_id", "项目成员身份证号", "项目成员", true, "计算回避", duty, file, "活动的经办、审批人（遮蔽）"},
    {"activity_member", "person_hash", "项目成员身份证号的带密钥散列", "项目成员", false, "计算回避，不必解密", duty, file, nobody},
    {"activity_avoidance", "name unit_name reason", "申请回避的专家姓名、单位、理由", "专家", true, "列为疑似，由专家库管理员认定", duty, file, "活动的经办、专家库管理员"},
    {"draw_leaves", "leaves experts", "抽取名单", "专家", true, "封存候选人，事后可以复算（第十四条第二项）", duty, drawing, "纪检、专家库管理员；抽取结束后监督员"},
    {"draw_round", "result drawn_experts", "抽中的专家", "专家", true, "抽取结果（第十五条）", duty, drawing, "活动的经办、监督员，纪检、专家库管理员"},
    {"account", "login display_name", "用户名、姓名", "账号的持有人", false, "登录，写明谁办的（第十二条）", duty, own_account, clerks},
    {"account", "unit_id expert_id state", "所在单位、本人的专家记录、账号状态", "账号的持有人", false, "限定能看和能办的范围", duty, as_long_as_ledger, "系统管理员、安全管理员"},
    {"account", "password_hash totp_secret", "密码散列、动态口令密钥", "账号的持有人", true, "登录", duty, own_account, nobody},
    {"account", "password_on", "密码启用日期", "账号的持有人", false, "到期提醒更换", duty, as_long_as_ledger, "本人"},
    {"account", "phone", "绑定的手机号", "账号的持有人", true, "用验证码登录", duty, own_account, "本人（遮蔽）"},
    {"account", "phone_hash", "绑定的手机号的带密钥散列", "账号的持有人", false, "凭手机号找到账号，不必解密", duty, own_account, nobody},
    {"sms_outbox", "phone value", "短信的手机号、其中的验证码", "收短信的人", true, "发出短信", duty, "验证码发出即删，手机号按口径 21.keep_sms_days", "系统管理员（遮蔽，不见验证码）"},
    {"sms_code", "phone_hash code_hash until_at tries", "验证码（散列）", "收短信的人", false, "核对验证码", duty, "五分钟", nobody},
    {"sms_ask", "phone_hash address_hash network_hash asked_at", "要验证码的手机、网络地址的带密钥散列", "要验证码的人", false, "限制次数", duty, "24 小时", nobody},
    {"sso_identity", "issuer subject_hash bound_at", "绑定的统一身份（带密钥散列）", "账号的持有人", false, "从统一身份认证登录", duty, "解除绑定即删", "本人（只见绑定时间）"},
    {"sso_attempt", "state_hash browser_hash nonce verifier peer_hash made_at", "去统一身份认证的一次往返", "登录的人", false, "认出是同一个浏览器回来，限制次数", duty, "十分钟", nobody},
    {"old_password", "password_hash until_at", "以前的密码（散列）", "账号的持有人", true, "不重复使用以前的密码", duty, own_account, nobody},
    {"recovery_code", "code_hash made_at ended_at used", "恢复码（散列）", "账号的持有人", false, "动态口令用不了时登录", duty, own_account, nobody},
    {"staff_undertaking", "edition text_hash signed_name signed_at", "签署的保密承诺书", "账号的持有人", false, "写明谁在何时承诺保密（第十二条）", duty, as_long_as_ledger, "本人"},
    {"account_role", "role from_day to_day document", "角色和依据", "账号的持有人", false, "限定能看和能办的范围", duty, as_long_as_ledger, "系统管理员、安全管理员"},
    {"role_grant", "role from_day to_day document state answer end_reason asked_by decided_by ended_by", "角色由谁授予、批准、收回，依据和理由", "账号的持有人", false, "写明权限从何而来（第十二条）", duty, as_long_as_ledger, "安全管理员、科技厅"},
    {"account_invitation", "code_hash until_at ended_at used", "开通账号的一次性代码（散列）", "账号的持有人", false, "开通账号", duty, as_long_as_ledger, nobody},
    {"unit_ask", "contact_name phone", "申请登记的单位的联系人、手机", "联系人", true, "核实申请，开立账号（第七条）", duty, Retention{"随申请留存", "登记单位的案卷"}, "所选归口管理部门的审核员"},
    {"unit_ask", "phone_hash login peer_hash", "联系人手机和网络地址的带密钥散列、想用的用户名", "联系人", false, "认出一人为几个单位申请、自己认可自己，限制次数", duty, Retention{"随申请留存", "登记单位的案卷"}, "所选归口管理部门的审核员（散列只用于核对）"},
    {"session", "user_agent peer created_at seen_at step_up_at stage second_factor ended_at ended_by_peer", "登录的设备、地址、时间", "账号的持有人", false, "保持登录，让本人认出不是自己的登录", duty, "退出或到期即删", "本人"},
    {"sign_in_state", "failures locked_until totp_step totp_candidate failed_at", "登录失败次数等", "账号的持有人", false, "防止猜测密码", duty, "下次登录成功即清", nobody},
    {"ledger_entry", "actor_id object_id body", "谁在何时办了什么（不含敏感信息）", "账号的持有人和专家（只有编号）", false, "留痕，供审计和复核（第二十一条）", duty, Retention{"不少于六个月；与账本同期", "账本须完整，只有编号，没有姓名（第二十一条；《网络安全法》）"}, "审计管理员、监督员（所监督的活动）"},
    {"import_upload", "content file_name corrections held pairs", "上传的文件和其中的行", "专家", true, "预检和导入（第七条）", duty, soon, "上传的人"},
    {"import_error", "value offers", "有错的格子", "专家", true, "改正后导入", duty, soon, "上传的人"},
    {"import_pair", "pair card line_label expert other_card other_label", "可能是同一人的两条", "专家", true, "避免一人两条记录", duty, soon, "上传的人"},
    {"idempotency", "answer body_hash", "刚办过的事的回应", "账号的持有人和所办的人", true, "重复提交只办一次", duty, day, "本人"},
    {"draw_clearing", "cleared_by", "登记资料清除的人", "账号的持有人", false, "写明由谁清除（第二十一条）", duty, as_long_as_ledger, "本单位的经办、审批人，科技厅（只见姓名）"},
    {"library_use", "asked_by decided_by ended_by", "申请、准予和收回使用专家库的人", "账号的持有人", false, "写明由谁申请、由谁准予（第十二条）", duty, as_long_as_ledger, "本单位的经办、审批人，科技厅（只见姓名）"},
    {"delegation", "granted_by ended_by", "委托和收回委托的人", "账号的持有人", false, "写明委托由谁作出（第二条）", duty, as_long_as_ledger, "登录的人（只见姓名）"},
    {"export_request", "asked_by decided_by role unit_id words decision filter", "谁申请、谁批准导出什么", "申请人和批准人", false, "写明谁导出、谁批准、做什么用（第二十条）", duty, as_long_as_ledger, "申请人、科技厅、审计管理员"},
    {"export_row", "export_id expert_id", "哪些专家的信息被导出", "专家", false, "留痕，告诉专家本人（第二十一条）", duty, as_long_as_ledger, "专家本人、科技厅"},
    {"reveal", "field account_id role unit_id reason words at day", "谁在何时为什么看了哪一项", "查看的人和专家", false, "留痕，告诉专家本人（第二十一条）", duty, as_long_as_ledger, "专家本人（不见姓名）、审计管理员"},
    {"reveal_allowance", "account_id allowed_by reason", "为谁放宽了查看次数", "账号的持有人", false, "限定能看的次数（第十二条）", duty, as_long_as_ledger, "安全管理员、审计管理员"},
    {"alert", "account_id details closed_by done", "谁的异常使用和处置", "账号的持有人", false, "发现和处置异常使用（第十二条）", duty, as_long_as_ledger, "安全管理员"},
    {"rule_order", "proposed_by decided_by", "提出和批准口径的人", "账号的持有人", false, "写明口径由谁提出、谁批准（第二十六条）", duty, as_long_as_ledger, "登录的人（只见姓名）"},
    {"text_order", "proposed_by decided_by", "提出和批准文本新版的人", "账号的持有人", false, "写明文本由谁提出、谁批准（第二十六条）", duty, as_long_as_ledger, "提出和批准的人（只见姓名）"},
    {"code_edition", "proposed_by decided_by", "提出和批准代码表新版的人", "账号的持有人", false, "写明代码表由谁提出、谁批准（第二十六条）", duty, as_long_as_ledger, "提出和批准的人（只见姓名）"},
};

constexpr Impersonal others[] = {
    {"access_file", "name at"},
    {"account", "public_id"},
    {"account_invitation", "account_id"},
    {"account_role", "account_id"},
    {"role_grant", "public_id account_id asked_at decided_at ended_at"},
    {"achievement", "expert_id"},
    {"activity", "public_id number name kind status held using_unit_id from_day to_day place operator_id supervisor_id"},
    {"activity_avoidance", "project_id place"},
    {"activity_member", "public_id project_id place"},
    {"activity_partner", "project_id unit_id"},
    {"activity_project", "public_id activity_id place number name applicant_id"},
    {"alert", "public_id kind at last_at times state closed_at"},
    {"attachment", "public_id expert_id at account_id removed_at removed_by reason scan malware"},
    {"delegation", "public_id unit_id from_unit_id from_day to_day document names_reserved granted_at ended_at reason"},
    {"delegation_power", "delegation_id power"},
    {"library_use", "public_id unit_id purpose categories from_day to_day state asked_at decided_at document ended_at reason"},
    {"draw_beacon", "round_id part value typed_at"},
    {"draw_clearing", "public_id activity_id names ways cleared_at"},
    {"draw_leaves", "round_id side"},
    {"draw_plan", "activity_id status document prepared_by decided_by reason"},
    {"draw_presence", "activity_id part account_id session joined_at seen_at"},
    {"draw_proposal", "activity_id round kind reason proposed_by proposed_at agree answer answered_by answered_at"},
    {"draw_round", "public_id number activity_id round status plan seal seal_hash pool_size draw_key server_secret sealed_at operator_id "
                   "supervisor_id deadline operator_commitment operator_committed_at supervisor_commitment supervisor_committed_at "
                   "operator_value operator_revealed_at supervisor_value supervisor_revealed_at seed result_hash signature drawn_at "
                   "operator_confirmed_at supervisor_confirmed_at void_cause void_role void_text voided_at"},
    {"expert", "public_id batch_id"},
    {"expert_absence", "expert_id"},
    {"expert_category", "expert_id"},
    {"expert_consent", "expert_id account_id"},
    {"expert_discipline", "expert_id"},
    {"expert_facet", "expert_id"},
    {"expert_industry", "expert_id"},
    {"expert_language", "expert_id"},
    {"expert_merge", "absorbed_id survivor_id at account_id seq"},
    {"expert_merge_number", "merge_id"},
    {"expert_version", "expert_id number at account_id seq"},
    {"expert_willingness", "expert_id"},
    {"export_request", "public_id number mark asked_at purpose columns format rows state decided_at until_at made_at content_hash file_hash"},
    {"export_row", "place"},
    {"idempotency", "account_id key status at"},
    {"import_batch", "public_id at file_name document verified_on verified_by rows file_hash"},
    {"import_error", "upload_id place sheet line title code reason change topic part"},
    {"import_mapping", "titles_hash target fields at"},
    {"import_pair", "upload_id place by_birth by_unit numbered"},
    {"import_undo", "batch_id at reason"},
    {"import_undo_order", "batch reason author author_from"},
    {"import_upload", "public_id file_hash file_size state at author rows errors sheets document verified_on verified_by applied_by "
                      "applied_from mapping good good_only malware"},
    {"interest", "expert_id"},
    {"job", "kind object_id lease attempts made_at"},
    {"ledger_check", "public_id author at state finished_at entries rows root findings told"},
    {"ledger_checkpoint", "size at note"},
    {"ledger_entry", "seq type at actor_kind object_kind salt leaf"},
    {"ledger_head", "size next_id last_at frontier note"},
    {"old_password", "account_id"},
    {"personal_request", "public_id expert_id account_id"},
    {"post", "expert_id"},
    {"recovery_code", "account_id"},
    {"relation", "expert_id"},
    {"research_participant", "project_id"},
    {"research_project", "code name from_day planned_end closed_on level"},
    {"reveal", "public_id expert_id round_id"},
    {"reveal_allowance", "day more at"},
    {"rule_order", "public_id code value words from_day document state proposed_at decided_at reason"},
    {"text_order", "public_id code edition title body from_day document state proposed_at decided_at reason"},
    {"code_edition", "public_id table_id standard name from_day document changes state proposed_at decided_at reason"},
    {"same_person_decision", "same decided_by decided_at"},
    {"sanction", "expert_id"},
    {"schema_version", "name"},
    {"session", "token_hash public_id account_id csrf"},
    {"sign_in_state", "account_id"},
    {"sso_identity", "account_id"},
    {"sso_attempt", "account_id"},
    {"sms_outbox", "public_id template state made_at done_at"},
    {"sms_code", "purpose"},
    {"staff_undertaking", "public_id account_id"},
    {"suspicion_decision", "expert_id project decided_by decided_on"},
    {"unit", "public_id code name kind parent_id region competent_department_id listed_from listed_to verified_on verified_by source "
             "merged_into_id"},
    {"unit_alias", "unit_id name"},
    {"unit_ask", "public_id number state name code kind region department_id licence asked_at decided_at decided_by reason unit_id account_id"},
    {"unit_attribute", "unit_id kind from_day to_day"},
    {"unit_closure", "unit_id above_id distance"},
};
// clang-format on

} // namespace

std::span<const Entry> entries()
{
    return list;
}

std::span<const Impersonal> impersonal()
{
    return others;
}

std::string register_document()
{
    std::string text =
        "# 个人信息字段登记\n\n由 `src/personal/field_register.cpp` 写出。凡存个人信息的列都在此登记；没有登记的列通不过测试。\n\n"
        "| 信息 | 谁的 | 敏感 | 为什么收 | 依据 | 存多久 | 申请删除时 | 谁能看 | 列 |\n| --- | --- | --- | --- | --- | --- | --- | --- | "
        "--- |\n";
    for (const auto& e : list)
        text += "| " + std::string(e.name) + " | " + std::string(e.whose) + " | " + (e.sensitive ? "是" : "") + " | " +
                std::string(e.purpose) + " | " + std::string(e.basis) + " | " + std::string(e.retention.text) + " | " +
                (e.retention.stays_for.empty() ? "删除" : "留存：" + std::string(e.retention.stays_for)) + " | " + std::string(e.readers) +
                " | `" + std::string(e.table) + "`: " + std::string(e.columns) + " |\n";
    return text;
}

} // namespace personal
