#pragma once

#include "sso/sso.h"

#include <filesystem>

namespace app {

// The identity provider of the same settings as load_config(): names that begin with oidc_.
sso::Settings load_provider(const std::filesystem::path& data);

} // namespace app
