#include "ledger/act_names.h"

#include <algorithm>

namespace ledger {

namespace {

// One a line, so that features add theirs without touching others.
// clang-format off
constexpr ActName names[] = {
    {"ledger.opened/1", "建立账本", true},
    {"ledger.checkpoint_taken/1", "带走检查点", true},
    {"ledger.exported/1", "导出账本"},
    {"ledger.backed_up/1", "备份"},
    {"ledger.restored/1", "从备份恢复", true},
    {"ledger.key_changed/1", "更换账本签名密钥", true},
    {"keys.field_key_added/1", "启用新的字段密钥"},
    {"keys.reencrypted/1", "字段已全部改用新密钥"},
    {"keys.reencryption_failed/1", "字段改用新密钥没有完成"},
    {"ledger.check_asked/1", "要求核对账本"},
    {"ledger.clock_alarm/1", "时钟与账本不符"},
    {"ledger.checked/1", "核对账本完成"},
    {"ledger.check_failed/1", "核对账本没有完成"},
    {"trail.read/1", "检索留痕"},
    {"auth.signed_in/1", "登录"},
    {"auth.signed_in_elsewhere/1", "在另一处登录，先前的一处结束"},
    {"auth.sign_in_failed/1", "登录失败"},
    {"auth.signed_out_everywhere/1", "在所有设备退出"},
    {"auth.session_ended/1", "结束一处登录"},
    {"auth.password_changed/1", "修改密码"},
    {"auth.undertaking_signed/1", "签署保密承诺书"},
    {"auth.totp_set_up/1", "设置动态口令"},
    {"auth.recovery_codes_made/1", "生成恢复码"},
    {"auth.recovery_code_used/1", "使用恢复码"},
    {"auth.totp_reset/1", "作废第二因素"},
    {"auth.phone_bound/1", "绑定手机"},
    {"auth.phone_unbound/1", "解除绑定的手机"},
    {"auth.sso_passed/1", "统一身份认证通过"},
    {"auth.sso_refused/1", "统一身份认证核对不通过"},
    {"auth.sso_bound/1", "绑定统一身份"},
    {"auth.sso_unbound/1", "解除绑定的统一身份"},
    {"sms.code_asked/1", "要求发验证码"},
    {"accounts.created/1", "开立账号"},
    {"accounts.linked/1", "账号与专家记录关联"},
    {"accounts.added/1", "新建账号"},
    {"accounts.blocked/1", "停用账号"},
    {"accounts.changed/1", "修改账号"},
    {"accounts.unblocked/1", "恢复账号"},
    {"accounts.invited/1", "发出开通账号的代码"},
    {"accounts.opened/1", "凭代码开通账号"},
    {"roles.asked/1", "申请授予角色"},
    {"roles.granted/1", "授予角色"},
    {"roles.approved/1", "批准授予角色"},
    {"roles.refused/1", "不批准授予角色"},
    {"roles.cancelled/1", "撤回授予角色的申请"},
    {"roles.shortened/1", "提前角色的截止日"},
    {"roles.withdrawn/1", "收回角色"},
    {"import.uploaded/1", "上传工作簿预检"},
    {"import.mapped/1", "对应工作簿的列"},
    {"import.corrected/1", "改正工作簿里的值"},
    {"import.pairs_decided/1", "决定是不是同一人"},
    {"import.held_read/1", "下载有错误的行"},
    {"import.ordered/1", "要求导入工作簿"},
    {"import.discarded/1", "放弃上传的工作簿"},
    {"import.applied/1", "导入工作簿"},
    {"import.undo_ordered/1", "要求撤销导入"},
    {"import.undone/1", "撤销导入"},
    {"expert.withdrawn/1", "撤销导入而撤出专家"},
    {"research.withdrawn/1", "撤销导入而撤出科研项目"},
    {"units.withdrawn/1", "撤销导入而撤出单位"},
    {"units.imported/1", "导入单位"},
    {"units.created/1", "新建单位"},
    {"units.changed/1", "修改单位"},
    {"units.moved/1", "移动单位"},
    {"units.merged/1", "合并单位"},
    {"units.absorbed/1", "并入其他单位"},
    {"units.asked/1", "单位申请登记"},
    {"units.ask_read/1", "查看单位登记申请"},
    {"units.vouched/1", "认可单位登记申请"},
    {"units.ask_refused/1", "不予认可单位登记申请"},
    {"expert.entered/1", "专家入库"},
    {"expert.changed/1", "变更专家信息"},
    {"expert.merged/1", "合并专家记录"},
    {"expert.revealed/1", "查看专家的一项完整信息"},
    {"expert.reveal_refused/1", "查看完整信息超过上限被拒绝"},
    {"consent.given/1", "本人同意（个人信息）"},
    {"consent.refused/1", "本人不同意或撤回同意（个人信息）"},
    {"expert.claim_code/1", "发出认领记录的代码"},
    {"expert.correction_asked/1", "本人要求更正信息"},
    {"expert.correction_answered/1", "答复更正信息的要求"},
    {"expert.erasure_asked/1", "本人申请删除信息"},
    {"expert.erasure_refused/1", "不予删除专家信息"},
    {"expert.erased/1", "按本人申请删除专家信息"},
    {"expert.request_withdrawn/1", "本人撤回更正或删除的要求"},
    {"expert.taken_away/1", "本人带走自己的信息"},
    {"reveals.allowed/1", "放宽一天的查看次数"},
    {"exports.asked/1", "申请导出专家名单"},
    {"exports.granted/1", "批准导出"},
    {"exports.refused/1", "不批准导出"},
    {"exports.renewed/1", "重新送批导出"},
    {"exports.made/1", "生成导出文件"},
    {"alerts.raised/1", "发出安全告警"},
    {"alerts.closed/1", "处置安全告警"},
    {"attachment.added/1", "上传专家附件"},
    {"attachment.opened/1", "打开专家附件"},
    {"attachment.removed/1", "移除专家附件"},
    {"upload.infected/1", "上传的文件查出病毒，已拒绝"},
    {"upload.released/1", "隔离的文件查毒通过"},
    {"research.imported/1", "导入科研项目"},
    {"activity.created/1", "新建活动"},
    {"activity.changed/1", "修改活动"},
    {"activity.submitted/1", "提交活动"},
    {"activity.approved/1", "批准活动"},
    {"activity.returned/1", "退回活动"},
    {"activity.finished/1", "结束活动"},
    {"draw.beacon/1", "取得公共信标", true},
    {"draw.beacon_typed/1", "填写公共信标的值"},
    {"draw.committed/1", "提交承诺值"},
    {"draw.confirmed/1", "确认抽取结果", true},
    {"draw.consented/1", "答复再次抽取"},
    {"draw.counted/1", "查看可用人数"},
    {"draw.drawn/1", "抽取完成", true},
    {"draw.exhausted/1", "候补用尽"},
    {"draw.suspicion_decided/1", "认定疑似回避"},
    {"draw.suspicion_withdrawn/1", "撤回疑似回避的认定"},
    {"draw.suspicions_read/1", "查看疑似回避"},
    {"draw.plan_approved/1", "批准抽取方案"},
    {"draw.plan_returned/1", "退回抽取方案"},
    {"personal.read/1", "查看个人信息"},
    {"delegation.granted/1", "委托权力"},
    {"delegation.ended/1", "收回委托"},
    {"activity.cleared/1", "登记资料清除"},
    {"library_use.asked/1", "申请使用专家库"},
    {"library_use.granted/1", "准予使用专家库"},
    {"library_use.refused/1", "不予准予使用专家库"},
    {"library_use.cancelled/1", "撤回使用专家库的申请"},
    {"library_use.withdrawn/1", "收回使用专家库的权限"},
    {"codes.proposed/1", "提出代码表的新版"},
    {"codes.approved/1", "批准代码表的新版"},
    {"codes.refused/1", "退回代码表的新版"},
    {"codes.withdrawn/1", "撤回代码表的新版"},
    {"texts.proposed/1", "提出文本的新版"},
    {"texts.approved/1", "批准文本的新版"},
    {"texts.refused/1", "退回文本的新版"},
    {"texts.withdrawn/1", "撤回文本的新版"},
    {"rules.proposed/1", "提出改定口径"},
    {"rules.approved/1", "批准改定口径"},
    {"rules.refused/1", "退回改定口径"},
    {"rules.withdrawn/1", "撤回改定口径"},
    {"draw.plan_saved/1", "保存抽取方案"},
    {"draw.plan_submitted/1", "提交抽取方案"},
    {"draw.reasons_read/1", "查看逐人理由"},
    {"draw.proposed/1", "提议再次抽取"},
    {"draw.revealed/1", "揭示随机数", true},
    {"draw.sealed/1", "封存抽取", true},
    {"draw.substituted/1", "递补"},
    {"draw.vacated/1", "空出席位"},
    {"draw.voided/1", "抽取作废", true},
};
// clang-format on

const ActName* find(std::string_view type)
{
    const auto* known = std::find_if(std::begin(names), std::end(names), [&](const ActName& n) { return n.type == type; });
    return known == std::end(names) ? nullptr : known;
}

} // namespace

std::span<const ActName> act_names()
{
    return names;
}

std::string act_name(std::string_view type)
{
    const ActName* known = find(type);
    return std::string(known ? known->name : type);
}

bool keeps_checkpoint(std::string_view type)
{
    const ActName* known = find(type);
    return known && known->kept;
}

} // namespace ledger
