#include "catalog/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

namespace catalog {

namespace {

// Transliterators are expensive to make; one of each is shared by all threads (transliterate is const and
// locks inside).
const icu::Transliterator& transliterator(const char* id)
{
    auto make = [](const char* name) {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(name, UTRANS_FORWARD, status));
        if (!made || U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no transliterator ") + name);
        return made;
    };
    static const auto words = make("Han-Latin");
    static const auto names = make("Han-Latin/Names");
    static const auto ascii = make("Latin-ASCII");
    std::string_view wanted(id);
    return wanted == "names" ? *names : wanted == "words" ? *words : *ascii;
}

icu::UnicodeString in(std::string_view text)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
}

std::string out(const icu::UnicodeString& text)
{
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

// Tone marks off, ü as v (as every input method takes it), lower case.
icu::UnicodeString plain(icu::UnicodeString text)
{
    text.toLower();
    for (char16_t umlaut : {u'ü', u'ǖ', u'ǘ', u'ǚ', u'ǜ'}) text.findAndReplace(icu::UnicodeString(umlaut), icu::UnicodeString(u'v'));
    transliterator("ascii").transliterate(text);
    return text;
}

// Readings that ICU gets wrong or cannot know. Longer ones first; a reading stands apart by blanks.
const std::array<std::pair<const char16_t*, const char16_t*>, 30> word_readings{{
    {u"银行", u"yin hang"},   {u"行业", u"hang ye"},    {u"会计", u"kuai ji"},   {u"长江", u"chang jiang"}, {u"长城", u"chang cheng"},
    {u"长春", u"chang chun"}, {u"长沙", u"chang sha"},  {u"长治", u"chang zhi"}, {u"重庆", u"chong qing"},  {u"厦门", u"xia men"},
    {u"朝阳", u"chao yang"},  {u"朝鲜", u"chao xian"},  {u"音乐", u"yin yue"},   {u"乐器", u"yue qi"},      {u"声乐", u"sheng yue"},
    {u"单片", u"dan pian"},   {u"地壳", u"di qiao"},    {u"六安", u"lu an"},     {u"丽水", u"li shui"},     {u"番禺", u"pan yu"},
    {u"大厦", u"da sha"},     {u"乌拉特", u"wu la te"}, {u"畜牧", u"xu mu"},     {u"畜产", u"xu chan"},     {u"勘查", u"kan cha"},
    {u"给水", u"ji shui"},    {u"量子", u"liang zi"},   {u"藏族", u"zang zu"},   {u"西藏", u"xi zang"},     {u"勒", u"le"},
}};

const std::map<std::u16string, const char16_t*> surname_readings{
    {u"朴", u"piao"}, {u"缪", u"miao"}, {u"覃", u"qin"}, {u"乐", u"yue"}, {u"盖", u"ge"}, {u"逄", u"pang"}, {u"员", u"yun"},
};

const std::set<std::u16string> double_surnames{
    u"欧阳", u"太史", u"端木", u"上官", u"司马", u"东方", u"独孤", u"南宫", u"万俟", u"闻人", u"夏侯", u"诸葛", u"尉迟", u"公羊", u"赫连",
    u"澹台", u"皇甫", u"宗政", u"濮阳", u"公冶", u"太叔", u"申屠", u"公孙", u"慕容", u"仲孙", u"钟离", u"长孙", u"宇文", u"司徒", u"鲜于",
    u"司空", u"闾丘", u"子车", u"亓官", u"司寇", u"巫马", u"公西", u"颛孙", u"壤驷", u"公良", u"漆雕", u"乐正", u"宰父", u"谷梁", u"拓跋",
    u"夹谷", u"轩辕", u"令狐", u"段干", u"百里", u"呼延", u"东郭", u"南门", u"羊舌", u"微生", u"梁丘", u"左丘", u"东门", u"西门", u"第五",
};

// Syllables separated by single blanks; signs between letters count as blanks, other scripts stay.
Pinyin pinyin_of(const icu::UnicodeString& latin)
{
    Pinyin result;
    bool open = false; // within a syllable
    std::string text = out(plain(latin));
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        bool part = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        bool number = c >= '0' && c <= '9' && !result.key.empty() && result.key.back() > '9'; // "se5g" is two
        if (part && (!open || number)) {
            if (!result.key.empty()) result.key += ' ';
            if (byte < 0x80) result.initials += c;
        }
        if (part) result.key += c;
        open = part;
    }
    return result;
}

icu::UnicodeString read_words(icu::UnicodeString text)
{
    for (const auto& [word, reading] : word_readings)
        text.findAndReplace(icu::UnicodeString(word), u" " + icu::UnicodeString(reading) + u" ");
    text.findAndReplace(icu::UnicodeString(u"·"), icu::UnicodeString(u" "));
    transliterator("words").transliterate(text);
    return text;
}

} // namespace

std::string Pinyin::compact() const
{
    std::string text;
    for (char c : key)
        if (c != ' ') text += c;
    return text;
}

Pinyin person_pinyin(std::string_view name)
{
    auto text = in(name);
    // 阿拉坦·格日勒: names of several parts have no Chinese family name, nor have those in other scripts
    // (below U+2E80).
    if (text.indexOf(u'·') >= 0 || text.isEmpty() || text.char32At(0) < 0x2E80) return pinyin_of(read_words(text));
    int length = text.length() >= 3 && double_surnames.contains(std::u16string(text.getBuffer(), 2)) ? 2
                 : text.char32At(0) > 0xFFFF                                                         ? 2
                                                                                                     : 1;
    icu::UnicodeString family(text, 0, length), given(text, length);
    auto known = surname_readings.find(std::u16string(family.getBuffer(), static_cast<std::size_t>(family.length())));
    if (known != surname_readings.end())
        family = icu::UnicodeString(known->second);
    else
        transliterator("names").transliterate(family);
    return pinyin_of(family + u" " + read_words(given));
}

Pinyin text_pinyin(std::string_view text)
{
    return pinyin_of(read_words(in(text)));
}

std::string initials_of(std::string_view key)
{
    std::string initials;
    bool begins = true;
    for (char c : key) {
        if (begins && static_cast<unsigned char>(c) < 0x80 && c != ' ') initials += c;
        begins = c == ' ';
    }
    return initials;
}

std::string pinyin_query(std::string_view typed)
{
    std::string query;
    for (char c : out(plain(in(typed))))
        if (c != ' ' && c != '\'') query += c;
    return query;
}

} // namespace catalog
