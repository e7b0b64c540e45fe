#pragma once

namespace app {

// The command line: bole serve | demo | migrate | check | ledger | openapi … Exit codes: 0 done, 1 refused or something
// was found wrong (said on standard error), 2 the command was written wrongly.
int run(int argc, char** argv);

} // namespace app
