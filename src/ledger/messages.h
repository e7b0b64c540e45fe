#pragma once

#include "base/result.h"

namespace ledger::messages {

inline constexpr Message changed_meanwhile{"ledger.changed_meanwhile", "这条记录刚被他人修改，请刷新后核对再提交；已填写的内容会保留。"};

inline constexpr Message clock_behind{"ledger.clock_behind",
                                      "服务器的时钟是 {0}，早于账本最后一条的时间 {1}：有时限的事项暂停办理，什么都没有改变。"
                                      "请系统管理员校正时钟；时钟正确以后自动恢复。"};
inline constexpr Message clock_alarm{
    "ledger.clock_alarm", "服务器的时钟是 {0}，早于账本最后一条的时间 {1}。封存、承诺、揭示等有时限的事项暂停办理，其他照常，已办的都在。"
                          "请告知系统管理员校正时钟，校正后自动恢复。"};

} // namespace ledger::messages
