#include "app/demo/demo.h"

#include "app/demo/accounts.h"

namespace app {

std::unique_ptr<Clock> demo_clock()
{
    return nullptr;
}

void make_demo(Library& library, const DemoOptions& options, const std::function<void(std::string_view, std::int64_t, std::int64_t)>& progress)
{
    progress("单位与账号", 0, 1);
    make_demo_accounts(library, options);
}

}  // namespace app
