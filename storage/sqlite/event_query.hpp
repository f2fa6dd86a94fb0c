#pragma once

#include "messages/events.pb.h"
#include "storage/sqlite/dictionary.hpp"

namespace auren::storage::sqlite {

/// Returns the rows (`event_columns`) that answer `question`, ordered; of the
/// person numbered `person`, or of everyone.
rows select_log(connection& db, const events::ReadLog& question,
                std::optional<int64_t> person);

/// Returns the rows of one stream after a version, ordered.
rows select_stream(connection& db, const events::ReadStream& question,
                   int64_t person);

} // namespace auren::storage::sqlite
