#pragma once

#include <string>

namespace auren::node::cli {

/// A folder's files as one temporary zip, which goes with this object. Files
/// are stored as they are, in the order in which an import reads a folder;
/// links are left out.
class packed_folder {
public:
  /// Packs `folder`; blocks.
  explicit packed_folder(const std::string& folder);
  ~packed_folder();
  packed_folder(const packed_folder&) = delete;
  packed_folder& operator=(const packed_folder&) = delete;

  const std::string& path() const {
    return path_;
  }

  /// Returns why it could not be packed; empty when it was.
  const std::string& fault() const {
    return fault_;
  }

private:
  std::string path_;
  std::string fault_;
};

} // namespace auren::node::cli
