#include "actors/ingest/archive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <set>

namespace auren::ingest {

namespace {

constexpr size_t block = 64 << 10;

using reader = std::unique_ptr<::archive, decltype(&archive_read_free)>;

/// A file is read by its directory, which tells links and what is missing; a
/// zip inside a zip can only be read from front to back.
reader make_reader(bool by_directory) {
  reader result{archive_read_new(), archive_read_free};
  if (by_directory)
    archive_read_support_format_zip_seekable(result.get());
  else
    archive_read_support_format_zip_streamable(result.get());
  return result;
}

refusal damaged(::archive* from) {
  auto* why = archive_error_string(from);
  return {errc::damaged, fmt::format("the archive is damaged: {}",
                                     why ? why : "it cannot be read")};
}

/// Returns the path of an entry, or nothing when it has no name that this
/// locale can write (only its content matters then).
std::string name_of(::archive_entry* entry) {
  if (auto* path = archive_entry_pathname(entry))
    return path;
  auto* utf8 = archive_entry_pathname_utf8(entry);
  return utf8 ? utf8 : "";
}

bool leads_out(std::string_view name) {
  if (!name.empty() && (name[0] == '/' || name[0] == '\\'))
    return true;
  if (name.size() > 1 && name[1] == ':')
    return true;
  while (!name.empty()) {
    auto end = std::min(name.find_first_of("/\\"), name.size());
    if (name.substr(0, end) == "..")
      return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

/// Checks the entries one by one and remembers what is needed for the next.
class inspector {
public:
  explicit inspector(const archive_limits& limits) : limits_(limits) {
    // nop
  }

  refusal check(::archive_entry* entry) {
    auto name = name_of(entry);
    if (++count_ > limits_.entries)
      return refused("it has too many entries");
    if (leads_out(name))
      return refused("an entry's path leads out of it");
    auto type = archive_entry_filetype(entry);
    if (archive_entry_symlink(entry) || archive_entry_hardlink(entry)
        || (type != AE_IFREG && type != AE_IFDIR))
      return refused("an entry is neither a file nor a folder");
    if (archive_entry_is_encrypted(entry))
      return refused("it is encrypted");
    if (!name.empty() && !names_.insert(std::hash<std::string>{}(name)).second)
      return refused("two entries have the same name");
    return {};
  }

private:
  static refusal refused(std::string_view why) {
    return {errc::refused, fmt::format("the archive is not read: {}", why)};
  }

  const archive_limits& limits_;
  uint64_t count_ = 0;
  std::set<size_t> names_; ///< hashes, for hostile names are long
};

/// The bytes of the entry at which an archive stands.
class entry_source : public byte_source {
public:
  entry_source(::archive* from, archive_budget& budget)
    : from_(from), budget_(budget) {
    // nop
  }

  size_t read(char* to, size_t size) override {
    if (fault_)
      return 0;
    auto got = archive_read_data(from_, to, size);
    if (got < 0) {
      fault_ = damaged(from_);
      return 0;
    }
    auto bytes = static_cast<uint64_t>(got);
    if (bytes > budget_.bytes) {
      fault_ = {errc::refused, "the archive is not read: far more comes out "
                               "than went in"};
      return 0;
    }
    budget_.bytes -= bytes;
    return static_cast<size_t>(got);
  }

  refusal fault() const override {
    return fault_;
  }

private:
  ::archive* from_;
  archive_budget& budget_;
  refusal fault_;
};

refusal each_entry(::archive* from,
                   const std::function<refusal(::archive_entry*)>& take) {
  ::archive_entry* entry = nullptr;
  for (;;) {
    auto code = archive_read_next_header(from, &entry);
    if (code == ARCHIVE_EOF)
      return {};
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
      return damaged(from);
    if (auto fault = take(entry))
      return fault;
  }
}

refusal read_entries(::archive* from, const archive_limits& limits,
                     archive_budget& budget, const archive_visitor& take) {
  inspector guard{limits};
  return each_entry(from, [&](::archive_entry* entry) -> refusal {
    if (auto fault = guard.check(entry))
      return fault;
    if (archive_entry_filetype(entry) != AE_IFREG)
      return {};
    entry_source bytes{from, budget};
    auto fault = take(name_of(entry), bytes);
    return fault ? fault : bytes.fault();
  });
}

/// Lets libarchive pull from a byte source.
struct pull {
  byte_source& bytes;
  std::array<char, block> buffer{};

  static la_ssize_t read(::archive*, void* self, const void** to) {
    auto& in = *static_cast<pull*>(self);
    *to = in.buffer.data();
    return static_cast<la_ssize_t>(
      in.bytes.read(in.buffer.data(), in.buffer.size()));
  }
};

refusal open(::archive* to, const std::filesystem::path& path) {
  if (archive_read_open_filename(to, path.c_str(), block) != ARCHIVE_OK)
    return damaged(to);
  return {};
}

} // namespace

refusal inspect_archive(const std::filesystem::path& path,
                        const archive_limits& limits, uint64_t& unpacked) {
  auto from = make_reader(true);
  if (auto fault = open(from.get(), path))
    return fault;
  std::error_code error;
  auto packed = std::filesystem::file_size(path, error);
  inspector guard{limits};
  unpacked = 0;
  return each_entry(from.get(), [&](::archive_entry* entry) -> refusal {
    auto size = std::max<int64_t>(archive_entry_size(entry), 0);
    unpacked += static_cast<uint64_t>(size);
    if (unpacked > limits.free && unpacked / limits.ratio > packed)
      return {errc::refused, "the archive is not read: far more would come out "
                             "than went in"};
    return guard.check(entry);
  });
}

refusal
read_archive(const std::filesystem::path& path, const archive_limits& limits,
             archive_budget& budget, const archive_visitor& take) {
  auto from = make_reader(true);
  if (auto fault = open(from.get(), path))
    return fault;
  return read_entries(from.get(), limits, budget, take);
}

refusal read_archive(byte_source& bytes, const archive_limits& limits,
                     archive_budget& budget, const archive_visitor& take) {
  auto from = make_reader(false);
  pull in{bytes};
  if (archive_read_open(from.get(), &in, nullptr, pull::read, nullptr)
      != ARCHIVE_OK)
    return damaged(from.get());
  auto fault = read_entries(from.get(), limits, budget, take);
  auto outer = bytes.fault();
  return outer ? outer : fault;
}

} // namespace auren::ingest
