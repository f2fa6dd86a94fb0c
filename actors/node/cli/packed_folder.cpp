#include "actors/node/cli/packed_folder.hpp"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <unistd.h>
#include <vector>

namespace auren::node::cli {

namespace {

namespace fs = std::filesystem;

using writer = std::unique_ptr<archive, decltype(&archive_write_free)>;
using header = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

std::vector<fs::path> files_of(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at{folder, error}, end;
       !error && at != end; at.increment(error))
    if (!at->is_symlink(error) && at->is_regular_file(error))
      files.push_back(at->path());
  std::ranges::sort(files);
  return files;
}

bool pack(archive* zip, const fs::path& file, const std::string& name) {
  std::error_code error;
  header entry{archive_entry_new(), archive_entry_free};
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0600);
  auto size = fs::file_size(file, error);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
  std::ifstream bytes{file, std::ios::binary};
  if (error || !bytes || archive_write_header(zip, entry.get()) != ARCHIVE_OK)
    return false;
  std::vector<char> piece(256 << 10);
  while (bytes.read(piece.data(), static_cast<std::streamsize>(piece.size())),
         bytes.gcount() > 0) {
    auto n = static_cast<size_t>(bytes.gcount());
    if (archive_write_data(zip, piece.data(), n) != static_cast<la_ssize_t>(n))
      return false;
  }
  return true;
}

bool pack_all(int file, const fs::path& folder) {
  std::error_code error;
  auto files = files_of(folder, error);
  writer zip{archive_write_new(), archive_write_free};
  if (error || archive_write_set_format_zip(zip.get()) != ARCHIVE_OK
      || archive_write_zip_set_compression_store(zip.get()) != ARCHIVE_OK
      || archive_write_open_fd(zip.get(), file) != ARCHIVE_OK)
    return false;
  for (auto& one : files)
    if (!pack(zip.get(), one, one.lexically_relative(folder).string()))
      return false;
  return archive_write_close(zip.get()) == ARCHIVE_OK;
}

} // namespace

packed_folder::packed_folder(const std::string& folder)
  : path_((fs::temp_directory_path() / "auren-import-XXXXXX").string()) {
  auto file = ::mkostemp(path_.data(), O_CLOEXEC); // mode 0600
  if (file < 0 || !pack_all(file, folder))
    fault_ = "the folder cannot be read, or " + path_ + " cannot be written";
  if (file >= 0)
    ::close(file);
}

packed_folder::~packed_folder() {
  std::error_code ignored;
  fs::remove(path_, ignored);
}

} // namespace auren::node::cli
