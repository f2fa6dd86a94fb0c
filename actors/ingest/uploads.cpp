#include "actors/ingest/uploads.hpp"

#include "messages/ids.hpp"

#include <algorithm>
#include <utility>

namespace auren::ingest {

namespace {

namespace fs = std::filesystem;

/// "686f6d65~6d65": any name there is, as a folder.
std::string folder_of(const std::string& tenant, const std::string& person) {
  return ids::hex(tenant) + '~' + ids::hex(person);
}

std::pair<std::string, std::string> owner_of(const std::string& folder) {
  auto end = std::min(folder.find('~'), folder.size());
  return {ids::unhex(folder.substr(0, end)),
          ids::unhex(folder.substr(std::min(end + 1, folder.size())))};
}

} // namespace

fs::path upload_path(const fs::path& uploads, const Context& who,
                     const std::string& import_id) {
  return uploads / folder_of(who.tenant(), who.person()) / import_id;
}

std::vector<upload> left_over(const fs::path& uploads) {
  std::vector<upload> found;
  std::error_code failed;
  for (auto& folder : fs::directory_iterator{uploads, failed}) {
    auto [tenant, person] = owner_of(folder.path().filename());
    if (!folder.is_directory(failed) || person.empty())
      continue;
    for (auto& file : fs::directory_iterator{folder.path(), failed})
      found.push_back({file.path().filename(), tenant, person, file.path()});
  }
  std::ranges::sort(found, {}, &upload::import_id);
  return found;
}

uint64_t remove_uploads(const fs::path& uploads, const Context& who) {
  std::error_code failed;
  auto gone
    = fs::remove_all(uploads / folder_of(who.tenant(), who.person()), failed);
  // The folder itself counts; none there is 0, a failure is -1.
  return gone == static_cast<std::uintmax_t>(-1) || gone == 0 ? 0 : gone - 1;
}

void remove_half_sent(const fs::path& uploads) {
  std::error_code failed;
  for (auto& entry : fs::directory_iterator{uploads, failed})
    if (!entry.is_directory(failed))
      fs::remove(entry.path(), failed);
}

} // namespace auren::ingest
