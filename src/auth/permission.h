#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace auth {

// Everything that anyone may be allowed to do. `anyone` is written out so that an open door is visible.
enum class Permission : std::uint8_t {
    anyone,           // without sign-in
    signed_in,        // any full session
    library_read,     // look through units and experts
    library_import,   // bring in workbooks
    library_edit,     // change records of experts (Art. 10)
    suspicion_decide, // decide what is suspected under Art. 14(4)7
    activity_edit,    // create activities, projects and plans (使用单位经办)
    activity_approve, // approve or return activity and plan (使用单位审批)
    activity_read,    // see the activities in scope
    draw_operate,     // seal, commit, reveal as operator
    draw_supervise,   // join, commit, reveal as supervisor (Art. 15(2))
    draw_inspect,     // per-person reasons of a pool, draw key (纪检, 专家库管理)
    trail_read,       // search the ledger, values masked
    ledger_check,     // check the ledger, take a checkpoint away
    unit_edit,        // create, change, move and merge units
    unit_vouch,       // vouch for a unit that asks for itself (归口管理部门, Art. 7)
    account_edit,     // open and block accounts; no business right follows (Art. 12)
    role_grant,       // give roles and take them back
    role_approve,     // approve business roles (科技厅, Art. 12)
    power_delegate,   // delegate powers to the agency (Art. 2)
    use_apply,        // apply for use of the library (使用单位, Art. 12)
    use_grant,        // grant that use
    personal_reveal,  // see a sensitive field whole, one at a time, with a reason (Art. 12, 21)
    export_request,   // ask for an export
    export_grant,     // grant one that somebody else asked for
    rules_edit,       // propose a dated rule, form text or code table (Art. 26)
    rules_approve,    // put into force what somebody else proposed
    alert_read,       // alerts on accounts and reading
    record_own,       // the own record in the library (Art. 10, 21)
};
inline constexpr std::size_t permission_count = 29;

class Permissions {
public:
    constexpr Permissions() = default;
    constexpr Permissions(std::initializer_list<Permission> list)
    {
        for (auto p : list) bits_ |= bit(p);
    }
    constexpr bool has(Permission p) const { return p == Permission::anyone || (bits_ & bit(p)); }
    constexpr Permissions operator|(Permissions other) const
    {
        other.bits_ |= bits_;
        return other;
    }

private:
    static constexpr std::uint64_t bit(Permission p) { return 1ull << static_cast<unsigned>(p); }
    std::uint64_t bits_ = 0;
};

std::string_view to_text(Permission permission);

// Which rows a route reaches once the permission is held. Turned into a Filter that every store read must take.
enum class Scope : std::uint8_t {
    nothing,    // the route reads no scoped rows
    self,       // what belongs to the own account
    own_entity, // activities of the own using unit (its legal entity and all below)
    assigned,   // activities whose draw the account supervises
    own_charge, // units whose competent department is the own one (归口管理部门)
    all,
};
std::string_view to_text(Scope scope);

struct Role {
    std::string_view code;
    std::string_view name; // as shown
    Permissions permissions;
    bool second_factor; // TOTP before anything opens (Art. 12; X6)
};

// All roles (Art. 2, 7, 12, 13, 15, 20): the only place that ties roles to permissions.
const std::array<Role, 13>& roles();
const Role* find_role(std::string_view code);

} // namespace auth
