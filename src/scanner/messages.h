#pragma once

#include "base/result.h"

namespace scanner::messages {

inline constexpr Message infected{"scanner.infected",
                                  "这个文件查出病毒（{0}），已拒绝，没有保存，并已告知安全管理员。请先给这台电脑杀毒，再上传干净的文件。"};
inline constexpr Message waiting{"scanner.waiting", "这个文件正等待查毒，查过没有病毒才能打开，请稍后再来。"};

} // namespace scanner::messages
