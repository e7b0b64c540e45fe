#pragma once

#include "app/config.h"

namespace app {

// `bole keys list | rotate-field | rotate-signing`: what keys there are, and changing them while servers serve.
void list_keys(const Config& config);
void change_field_key(const Config& config);
void change_signing_key(const Config& config);

} // namespace app
