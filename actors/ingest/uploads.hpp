#pragma once

#include "messages/context.pb.h"

#include <filesystem>
#include <string>
#include <vector>

/// Files that were sent and wait to be read, one folder per person, so that a
/// node that starts anew goes on with them. Blocking.
namespace auren::ingest {

/// An upload in the folder of its person.
struct upload {
  std::string import_id;
  std::string tenant;
  std::string person;
  std::filesystem::path path;
};

/// Returns where an upload lies until it is read; its name is the import's id.
std::filesystem::path
upload_path(const std::filesystem::path& uploads, const Context& who,
            const std::string& import_id);

/// Returns the uploads that no import is done with, the oldest first.
std::vector<upload> left_over(const std::filesystem::path& uploads);

/// Removes every upload of `who` and the folder that names them.
/// @returns how many there were
uint64_t
remove_uploads(const std::filesystem::path& uploads, const Context& who);

/// Removes what was not sent to its end. Before anybody sends.
void remove_half_sent(const std::filesystem::path& uploads);

} // namespace auren::ingest
