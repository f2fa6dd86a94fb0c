#pragma once

#include "storage/chunks/rollup.hpp"

/// Memory counts with the very buckets that storage keeps.
namespace auren::memory {

using storage::chunks::add;
using storage::chunks::day_of;
using storage::chunks::key_of;
using storage::chunks::length_ms;
using storage::chunks::level;
using storage::chunks::levels;
using storage::chunks::merge;
using storage::chunks::merge_parts;
using storage::chunks::rollup;
using storage::chunks::rollups;
using storage::chunks::start_ms;

} // namespace auren::memory
