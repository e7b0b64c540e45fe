#pragma once

#include "base/result.h"

namespace attachment::messages {

inline constexpr Message encoding{"attachment.encoding", "文件内容应为 base64，请重新选择文件。"};
inline constexpr Message empty{"attachment.empty", "文件是空的，请重新选择文件。"};
inline constexpr Message too_large{"attachment.too_large", "文件最大 10 MB，现有 {0} MB，请压缩或拆开后再上传。"};
inline constexpr Message kind{"attachment.kind", "只接受 PDF、JPEG、PNG 文件（按内容判断，与文件名无关），请转换后再上传。"};
inline constexpr Message too_many{"attachment.too_many", "每位专家最多 {0} 个附件，请先移除不用的。"};
inline constexpr Message merged{"attachment.merged", "这条记录已并入另一条或已按本人申请删除，附件不能再改；并入的请在保留的那条上办理。"};
inline constexpr Message removed{"attachment.removed", "这个附件已移除，请刷新后查看。"};

} // namespace attachment::messages
