#include "note.h"

#include "problem.h"
#include "text.h"

namespace verify {

namespace {

constexpr std::string_view sm2_type = "\xff"
                                      "bole-sm2/1";
constexpr std::string_view dash = "\xE2\x80\x94 ";
constexpr std::string_view ed25519_type = "\x01";

std::string typed(const LedgerKey& key)
{
    return std::string(key.suite == Suite::sm ? sm2_type : ed25519_type) + key.public_key;
}

// SHA-256 in both suites, as C2SP has it.
std::string key_id(const LedgerKey& key)
{
    return std::string(view(Hash(Suite::intl).add(key.name).add("\n").add(typed(key)).done()).substr(0, 4));
}

std::string written(const LedgerKey& key)
{
    return key.name + "+" + to_hex(key_id(key)) + "+" + to_base64(typed(key));
}

std::string_view take_line(std::string_view& rest)
{
    auto end = rest.find('\n');
    require(end != std::string_view::npos, "检查点的行没有结束。");
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

} // namespace

bool is_origin(std::string_view text)
{
    // White space of Unicode, in UTF-8, besides control characters.
    for (std::string_view space :
         {"\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"})
        if (text.find(space) != std::string_view::npos) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto c = static_cast<unsigned char>(text[i]);
        if (c <= 0x20 || c == '+') return false;
        bool en_space = text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size() && static_cast<unsigned char>(text[i + 2]) <= 0x8A;
        if (en_space) return false;
    }
    return !text.empty();
}

Checkpoint read_checkpoint(std::string_view note)
{
    require(is_utf8(note), "检查点不是 UTF-8。");
    Checkpoint checkpoint;
    std::string_view rest = note;
    checkpoint.origin = take_line(rest);
    std::string_view size = take_line(rest), root = take_line(rest);
    checkpoint.signed_text = note.substr(0, note.size() - rest.size());
    require(take_line(rest).empty() && !rest.empty() && rest.back() == '\n', "检查点不是“三行正文、空行、签名行”的形式。");
    checkpoint.signatures = rest;
    while (!rest.empty()) require(take_line(rest).starts_with(dash), "检查点的签名行应以“— ”开头。");
    require(is_origin(checkpoint.origin), "检查点的来源名为空或含空白、加号。");
    require(!size.empty() && size.size() <= 15 && size.find_first_not_of("0123456789") == std::string_view::npos &&
                (size == "0" || size[0] != '0'),
            "检查点的条数不是标准写法的整数。");
    checkpoint.size = std::stoll(std::string(size));
    auto bytes = from_base64(root);
    require(bytes && bytes->size() == checkpoint.root.size(), "检查点的根不是 32 字节。");
    std::copy(bytes->begin(), bytes->end(), checkpoint.root.begin());
    return checkpoint;
}

LedgerKey read_key(std::string_view text)
{
    LedgerKey key;
    auto first = text.find('+'), second = text.find('+', first + 1);
    require(first != std::string_view::npos && second != std::string_view::npos, "账本公钥应写作 名称+编号+base64。");
    key.name = text.substr(0, first);
    auto bytes = from_base64(text.substr(second + 1));
    require(is_origin(key.name) && bytes.has_value(), "账本公钥应写作 名称+编号+base64。");
    if (bytes->starts_with(ed25519_type) && bytes->size() == 33)
        key.suite = Suite::intl;
    else
        require(bytes->starts_with(sm2_type) && bytes->size() == sm2_type.size() + 65, "账本公钥的种类或长度不认识。");
    key.public_key = bytes->substr(key.suite == Suite::sm ? sm2_type.size() : ed25519_type.size());
    require(to_hex(key_id(key)) == text.substr(first + 1, second - first - 1), "账本公钥的编号与公钥不符。");
    return key;
}

Handover read_handover(Members members)
{
    Handover handover{read_key(members.text("previous")), read_key(members.text("key")), members.bytes("signature", 0)};
    members.end();
    return handover;
}

bool same(const LedgerKey& one, const LedgerKey& other)
{
    return one.name == other.name && one.suite == other.suite && one.public_key == other.public_key;
}

LedgerKey follow(const LedgerKey& first, const std::vector<Handover>& handovers)
{
    LedgerKey key = first;
    for (const auto& handover : handovers) {
        require(same(handover.previous, key), "更换密钥的记录不是接着上一把公钥的。");
        require(handover.key.name == key.name && handover.key.suite == key.suite, "更换后的公钥属于另一个账本或密码套件。");
        std::string text = "bole-key-change/1" + std::string(1, '\0') + written(handover.key);
        require(is_signed(key.suite, key.public_key, text, handover.signature), "更换密钥的记录没有旧密钥的有效签名。");
        key = handover.key;
    }
    return key;
}

bool is_signed(const Checkpoint& checkpoint, const LedgerKey& key)
{
    if (key.name != checkpoint.origin) return false;
    std::string prefix = std::string(dash) + checkpoint.origin + " ", id = key_id(key);
    std::string_view rest = checkpoint.signatures;
    while (!rest.empty()) {
        std::string_view line = take_line(rest);
        if (!line.starts_with(prefix)) continue;
        auto blob = from_base64(line.substr(prefix.size()));
        if (blob && blob->starts_with(id) && is_signed(key.suite, key.public_key, checkpoint.signed_text, blob->substr(id.size())))
            return true;
    }
    return false;
}

} // namespace verify
