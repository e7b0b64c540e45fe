#include "app/demo/demo.h"

#include "app/demo/accounts.h"
#include "app/demo/activities.h"
#include "app/demo/experts.h"
#include "app/demo/readings.h"
#include "app/demo/registry.h"
#include "app/demo/roles.h"
#include "app/demo/texts.h"
#include "app/demo/uses.h"
#include "app/service.h"

namespace app {

void make_demo(Library& library, DemoClock& clock, const DemoOptions& options,
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
    auto leads = make_demo_experts(library, options, entities, random, progress);
    progress("活动与抽取", 0, 1);
    http::Router router;
    for (auto routes : all_routes()) auth::mount(router, platform, routes);
    make_demo_uses(library, router, clock, options);
    make_demo_activities(library, router, clock, options, entities, leads);
    make_demo_texts(library, router, clock, options);
    make_demo_readings(library, router, clock, options);
    make_demo_registry(library, router, clock, options, entities);
    make_demo_roles(library, router, clock, options);
}

} // namespace app
