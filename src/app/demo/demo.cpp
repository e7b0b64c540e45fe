#include "app/demo/demo.h"

#include "app/demo/accounts.h"
#include "app/demo/experts.h"

namespace app {

std::unique_ptr<Clock> demo_clock()
{
    return nullptr;
}

void make_demo(Library& library, const DemoOptions& options,
               const std::function<void(std::string_view, std::int64_t, std::int64_t)>& progress)
{
    progress("单位与账号", 0, 1);
    make_demo_accounts(library, options);
    DemoRandom random(options.seed);
    const Platform& platform = *library.platform;
    std::vector<DemoEntity> entities;
    {
        ledger::Act act(platform.database, platform.keys, {"console", "demo", std::nullopt, std::nullopt}, platform.clock.now());
        entities = add_demo_entities(act, random, day_of(platform.clock.now()) - 200);
        act.append({"units.imported/1", "", "", json::Object{{"units", entities.size() * 5}, {"document", "演示数据"}}});
        act.commit();
    }
    make_demo_experts(library, options, entities, random, progress);
}

} // namespace app
