#pragma once

#include "app/config.h"
#include "app/library.h"
#include "auth/route.h"
#include "jobs/jobs.h"

#include <vector>

namespace app {

// Every route of the program, in the order of the API description.
std::vector<std::span<const auth::Route>> all_routes();

// Every kind of work that outlasts a request; serve() runs them on a thread of its own.
std::span<const jobs::Kind> all_jobs();

// The API description in OpenAPI 3.1, canonical JSON: paths, schemas, x-permission, x-scope.
std::string openapi();

// Routes × roles as a Markdown table: what each role may call and which rows it reaches.
std::string permission_matrix();

// Serves until SIGINT or SIGTERM. Gives the exit code. `bound` is called with where people reach it once listening.
int serve(const Config& config, Library& library, const std::function<void(const std::string& url)>& bound);

} // namespace app
