#include "draw/round/views.h"

namespace draw::round {

using fields::field;
using fields::Table;

CountView count_view(std::int64_t count)
{
    if (count > 0 && count < 5) return {std::nullopt, true};
    return {count, std::nullopt};
}

const Table& fields_of(const CountView*)
{
    static const Table table{
        field<&CountView::n>("n"),
        field<&CountView::few>("few"),
    };
    return table;
}

const Table& fields_of(const VoidView*)
{
    static const Table table{
        field<&VoidView::cause>("cause"), field<&VoidView::role>("role"),   field<&VoidView::text>("text"),
        field<&VoidView::at>("at"),       field<&VoidView::words>("words"),
    };
    return table;
}

const Table& fields_of(const PartView*)
{
    static const Table table{
        field<&PartView::role>("role"),
        field<&PartView::name>("name", {.personal = "写明办理人"}),
        field<&PartView::unit>("unit"),
        field<&PartView::commitment>("commitment"),
        field<&PartView::committed_at>("committed_at"),
        field<&PartView::value>("value"),
        field<&PartView::revealed_at>("revealed_at"),
        field<&PartView::confirmed_at>("confirmed_at"),
    };
    return table;
}

const Table& fields_of(const SeatView*)
{
    static const Table table{
        field<&SeatView::seat>("seat"),
        field<&SeatView::ref>("ref"),
        field<&SeatView::name>("name", {.personal = "向操作员和监督员公布抽取结果"}),
        field<&SeatView::unit>("unit"),
        field<&SeatView::title>("title"),
        field<&SeatView::abstains>("abstains", {.label = "不参加的项目"}),
    };
    return table;
}

const Table& fields_of(const DrawnGroupView*)
{
    static const Table table{
        field<&DrawnGroupView::name>("name"),
        field<&DrawnGroupView::seats>("seats"),
        field<&DrawnGroupView::substitutes>("substitutes"),
    };
    return table;
}

const Table& fields_of(const GroupView*)
{
    static const Table table{
        field<&GroupView::name>("name"),
        field<&GroupView::seats>("seats"),
        field<&GroupView::eligible>("eligible"),
    };
    return table;
}

const Table& fields_of(const TypedView*)
{
    static const Table table{
        field<&TypedView::role>("role"),
        field<&TypedView::value>("value"),
        field<&TypedView::at>("at"),
    };
    return table;
}

const Table& fields_of(const BeaconView*)
{
    static const Table table{
        field<&BeaconView::source>("source"),
        field<&BeaconView::typed>("typed"),
        field<&BeaconView::value>("value"),
    };
    return table;
}

const Table& fields_of(const RoundView*)
{
    static const Table table{
        field<&RoundView::id>("id"),
        field<&RoundView::number>("number"),
        field<&RoundView::round>("round"),
        field<&RoundView::activity>("activity"),
        field<&RoundView::version>("version"),
        field<&RoundView::status>("status"),
        field<&RoundView::status_name>("status_name"),
        field<&RoundView::suite>("suite"),
        field<&RoundView::seal_hash>("seal_hash"),
        field<&RoundView::previous>("previous"),
        field<&RoundView::sealed_at>("sealed_at"),
        field<&RoundView::ledger_size>("ledger_size"),
        field<&RoundView::total>("total"),
        field<&RoundView::eligible>("eligible"),
        field<&RoundView::excluded>("excluded"),
        field<&RoundView::groups>("groups"),
        field<&RoundView::substitutes>("substitutes"),
        field<&RoundView::reveal_minutes>("reveal_minutes"),
        field<&RoundView::parts>("parts"),
        field<&RoundView::deadline>("deadline"),
        field<&RoundView::beacon>("beacon"),
        field<&RoundView::seed>("seed"),
        field<&RoundView::result_hash>("result_hash"),
        field<&RoundView::attempt>("attempt"),
        field<&RoundView::drawn_at>("drawn_at"),
        field<&RoundView::panel>("panel"),
        field<&RoundView::names_closed>("names_closed"),
        field<&RoundView::voided>("void"),
        field<&RoundView::allowed_actions>("allowed_actions"),
        field<&RoundView::seal>("seal"),
        field<&RoundView::plan>("plan"),
        field<&RoundView::qr>("qr"),
        field<&RoundView::server_time>("server_time"),
    };
    return table;
}

const Table& fields_of(const PresenceView*)
{
    static const Table table{
        field<&PresenceView::role>("role"),       field<&PresenceView::name>("name"),           field<&PresenceView::unit>("unit"),
        field<&PresenceView::present>("present"), field<&PresenceView::joined_at>("joined_at"),
    };
    return table;
}

const Table& fields_of(const ProposalView*)
{
    static const Table table{
        field<&ProposalView::round>("round"),
        field<&ProposalView::kind>("kind"),
        field<&ProposalView::reason>("reason"),
        field<&ProposalView::at>("at"),
        field<&ProposalView::agree>("agree"),
        field<&ProposalView::answer>("answer"),
        field<&ProposalView::answered_at>("answered_at"),
    };
    return table;
}

const Table& fields_of(const RoomActivityView*)
{
    static const Table table{
        field<&RoomActivityView::id>("id"),
        field<&RoomActivityView::number>("number"),
        field<&RoomActivityView::name>("name"),
        field<&RoomActivityView::status>("status"),
        field<&RoomActivityView::from>("from"),
        field<&RoomActivityView::to>("to"),
        field<&RoomActivityView::using_unit>("using_unit"),
    };
    return table;
}

const Table& fields_of(const RoomPlanView*)
{
    static const Table table{
        field<&RoomPlanView::status>("status"),
        field<&RoomPlanView::groups>("groups"),
        field<&RoomPlanView::panel>("panel"),
        field<&RoomPlanView::substitutes>("substitutes"),
        field<&RoomPlanView::reveal_minutes>("reveal_minutes"),
        field<&RoomPlanView::beacon>("beacon"),
    };
    return table;
}

const Table& fields_of(const RoomView*)
{
    static const Table table{
        field<&RoomView::version>("version"),
        field<&RoomView::my_part>("my_part"),
        field<&RoomView::activity>("activity"),
        field<&RoomView::plan>("plan"),
        field<&RoomView::presence>("presence"),
        field<&RoomView::rounds>("rounds"),
        field<&RoomView::live>("live"),
        field<&RoomView::proposals>("proposals"),
        field<&RoomView::allowed_actions>("allowed_actions"),
        field<&RoomView::waits_for>("waits_for"),
        field<&RoomView::qr>("qr"),
        field<&RoomView::server_time>("server_time"),
    };
    return table;
}

const Table& fields_of(const ReasonRequest*)
{
    static const Table table{
        field<&ReasonRequest::reason>("reason", {.label = "理由", .required = true, .min = 2, .max = 500, .multiline = true}),
    };
    return table;
}

const Table& fields_of(const ConsentRequest*)
{
    static const Table table{
        field<&ConsentRequest::agree>("agree", {.label = "是否同意", .required = true}),
        field<&ConsentRequest::reason>("reason", {.label = "理由", .max = 500, .multiline = true}),
    };
    return table;
}

const Table& fields_of(const CommitRequest*)
{
    static const Table table{
        field<&CommitRequest::seal_hash>("seal_hash", {.label = "封存码", .required = true, .min = 64, .max = 64}),
        field<&CommitRequest::commitment>("commitment", {.label = "承诺", .required = true, .min = 64, .max = 64}),
    };
    return table;
}

const Table& fields_of(const RevealRequest*)
{
    static const Table table{
        field<&RevealRequest::value>("value", {.label = "揭示的值", .required = true, .min = 64, .max = 64}),
    };
    return table;
}

const Table& fields_of(const BeaconRequest*)
{
    static const Table table{
        field<&BeaconRequest::value>("value", {.label = "公共信标的值", .required = true, .max = 200}),
    };
    return table;
}

const Table& fields_of(const RoundLineView*)
{
    static const Table table{
        field<&RoundLineView::round>("round"),         field<&RoundLineView::id>("id"),
        field<&RoundLineView::status>("status"),       field<&RoundLineView::status_name>("status_name"),
        field<&RoundLineView::seal_hash>("seal_hash"), field<&RoundLineView::previous>("previous"),
        field<&RoundLineView::sealed_at>("sealed_at"), field<&RoundLineView::ended_at>("ended_at"),
        field<&RoundLineView::words>("words"),         field<&RoundLineView::reason>("reason"),
    };
    return table;
}

const Table& fields_of(const SectionView*)
{
    static const Table table{
        field<&SectionView::name>("name"),
        field<&SectionView::count>("count"),
    };
    return table;
}

const Table& fields_of(const RecordView*)
{
    static const Table table{
        field<&RecordView::activity>("activity"),
        field<&RecordView::kind>("kind"),
        field<&RecordView::place>("place"),
        field<&RecordView::projects>("projects"),
        field<&RecordView::round>("round"),
        field<&RecordView::panel_conditions>("panel_conditions"),
        field<&RecordView::group_conditions>("group_conditions"),
        field<&RecordView::excluded>("excluded"),
        field<&RecordView::rounds>("rounds"),
        field<&RecordView::certificate_url>("certificate_url"),
        field<&RecordView::qr>("qr"),
        field<&RecordView::checkpoint_size>("checkpoint_size"),
        field<&RecordView::checkpoint_root>("checkpoint_root"),
    };
    return table;
}

const Table& fields_of(const CertificateView*)
{
    static const Table table{
        field<&CertificateView::activity_number>("activity_number"),
        field<&CertificateView::activity_name>("activity_name"),
        field<&CertificateView::using_unit>("using_unit"),
        field<&CertificateView::id>("id"),
        field<&CertificateView::number>("number"),
        field<&CertificateView::round>("round"),
        field<&CertificateView::status>("status"),
        field<&CertificateView::status_name>("status_name"),
        field<&CertificateView::suite>("suite"),
        field<&CertificateView::seal>("seal"),
        field<&CertificateView::seal_hash>("seal_hash"),
        field<&CertificateView::parts>("parts"),
        field<&CertificateView::beacon>("beacon"),
        field<&CertificateView::seed>("seed"),
        field<&CertificateView::result_hash>("result_hash"),
        field<&CertificateView::signature>("signature"),
        field<&CertificateView::attempt>("attempt"),
        field<&CertificateView::panel>("panel"),
        field<&CertificateView::drawn_at>("drawn_at"),
        field<&CertificateView::voided>("void"),
        field<&CertificateView::rounds>("rounds"),
        field<&CertificateView::public_key>("public_key"),
        field<&CertificateView::checkpoint>("checkpoint"),
        field<&CertificateView::entry_index>("entry_index"),
        field<&CertificateView::entry_leaf>("entry_leaf"),
        field<&CertificateView::entry_proof>("entry_proof"),
    };
    return table;
}

} // namespace draw::round
