#include "course.h"

#include "draw.h"
#include "problem.h"

namespace verify {

namespace {

void put_once(std::optional<Event>& place, const Event& event)
{
    require(!place, entry_place(event.index) + "：同一轮中重复出现。");
    place = event;
}

} // namespace

void Course::reveal(const Event& event)
{
    std::string place = entry_place(event.index);
    require(operator_commitment && supervisor_commitment, place + "：双方尚未都作出承诺，就揭示了值。");
    if (event.role == "server") {
        require(operator_value && supervisor_value, place + "：服务器的值早于操作员或监督员的值揭示。");
        return put_once(server_value, event);
    }
    bool by_operator = event.role == "operator";
    require(by_operator || operator_value, place + "：监督员的值早于操作员的值揭示。");
    const Event& committed = by_operator ? *operator_commitment : *supervisor_commitment;
    require(commitment(suite_, event.role, view(seal_hash_), event.value) == committed.hash,
            place + "：" + role_word(event.role) + "揭示的值与其承诺不符。");
    put_once(by_operator ? operator_value : supervisor_value, event);
}

void Course::take(const Event& event)
{
    using Kind = Event::Kind;
    std::string place = entry_place(event.index);
    require(!voided, place + "：这一轮已作废，之后不应再有条目。");
    switch (event.kind) {
    case Kind::committed:
        require(!operator_value, place + "：承诺晚于揭示。");
        return put_once(event.role == "operator" ? operator_commitment : supervisor_commitment, event);
    case Kind::revealed:
        return reveal(event);
    case Kind::beacon:
        require(server_value && !drawn, place + "：公开信标的值应在三方揭示之后、结果之前。");
        require(!event.value.empty(), place + "：公开信标的值是空的。");
        return put_once(beacon, event);
    case Kind::drawn:
        require(server_value.has_value(), place + "：结果早于三方揭示。");
        return put_once(drawn, event);
    case Kind::confirmed:
        require(drawn && drawn->hash == event.hash, place + "：确认的不是这一轮的结果。");
        return put_once(event.role == "operator" ? operator_confirmed : supervisor_confirmed, event);
    case Kind::voided:
        return put_once(voided, event);
    case Kind::vacated:
    case Kind::substituted:
    case Kind::exhausted:
        require(drawn.has_value(), place + "：递补早于结果。");
        return vacancies.push_back(event);
    default:
        fail(place + "：同一封存件出现了两次。");
    }
}

void Chain::take(const Event& event)
{
    using Kind = Event::Kind;
    std::string place = entry_place(event.index);
    switch (event.kind) {
    case Kind::proposed:
        if (event.again) proposed_ = event.round;
        return;
    case Kind::consented:
        if (event.again && event.agree && event.round == proposed_) agreed_ = event.round;
        return;
    case Kind::sealed:
        require(event.round == round_ + 1, place + "：轮次应为第 " + std::to_string(round_ + 1) + " 轮，却是第 " +
                                               std::to_string(event.round) + " 轮；有轮次缺失或重复。");
        require(round_ == 0 || ended_, place + "：上一轮尚未结束就封存了新的一轮。");
        require(event.previous == (round_ == 0 ? std::nullopt : std::optional(seal_hash_)), place + "：没有接在上一轮的封存件之后。");
        require(round_ == 0 || agreed_ == event.round, place + "：再次抽取之前没有双方的提议与同意。");
        round_ = event.round;
        seal_hash_ = event.seal_hash;
        ended_ = false;
        return;
    case Kind::drawn:
    case Kind::voided:
        require(round_ > 0 && event.seal_hash == seal_hash_, place + "：结束的不是最近的一轮。");
        if (!ended_) proposed_ = agreed_ = 0; // another round is proposed after the end of the one before
        ended_ = true;
        return;
    default:
        return;
    }
}

} // namespace verify
