#pragma once

#include "actors/ingest/byte_source.hpp"

#include <functional>

namespace auren::ingest {

/// What an archive may hold. Nothing is ever extracted to disk; the limits
/// bound the time that a hostile archive can cost.
struct archive_limits {
  uint64_t entries = 100'000;
  uint64_t ratio = 250;        ///< unpacked bytes per packed one…
  uint64_t free = 64ull << 20; ///< …beyond the first so many
};

/// The bytes that may still come out of an archive and those inside it.
struct archive_budget {
  uint64_t bytes = 0;
};

/// Takes one file of an archive: its name and bytes. Returning a refusal ends
/// the archive with it; bytes left unread are passed over.
using archive_visitor
  = std::function<refusal(const std::string& name, byte_source& bytes)>;

/// Looks at all names and stated sizes of a zip file before anything is read.
/// @returns `errc::refused` for paths that lead out, links, encrypted or
///   repeated entries, too many entries, or sizes beyond the limits;
///   `errc::damaged` for what is no whole zip; else sets `unpacked` to the
///   sum of the stated sizes
refusal inspect_archive(const std::filesystem::path& path,
                        const archive_limits& limits, uint64_t& unpacked);

/// Reads the files of the zip file at `path`, one after the other, in the
/// order in which the archive lists them.
/// @returns what `inspect_archive` refuses, `errc::refused` when more comes out
///   than `budget` holds, `errc::damaged` for bytes that fail their check
refusal
read_archive(const std::filesystem::path& path, const archive_limits& limits,
             archive_budget& budget, const archive_visitor& take);

/// Reads the files of a zip that comes as bytes, e.g. inside another one.
refusal read_archive(byte_source& bytes, const archive_limits& limits,
                     archive_budget& budget, const archive_visitor& take);

} // namespace auren::ingest
