#pragma once

#include <filesystem>

namespace auren::test {

/// A small ext4 of its own whose power can be cut: what was not synced by then
/// is gone. Needs root and loop devices. Mounts are seen by this process and
/// its children only, and go with them.
class loop_disk {
public:
  /// Makes an empty one of `mib` below `folder`.
  explicit loop_disk(const std::filesystem::path& folder, int mib = 256);
  ~loop_disk();
  loop_disk(const loop_disk&) = delete;
  loop_disk& operator=(const loop_disk&) = delete;

  /// Returns whether there is one; not where the machine has no rights to it.
  bool ready() const {
    return ready_;
  }

  const std::filesystem::path& path() const {
    return path_;
  }

  /// Lets every write and sync fail from now on, dropping what lies in memory
  /// (EXT4_IOC_SHUTDOWN without flushing the journal, as xfstests do).
  void cut();

  /// Brings the disk back as it was when the power was cut. No file of it may
  /// be open.
  void restore();

private:
  bool mount();
  std::filesystem::path image_;
  std::filesystem::path path_;
  bool ready_ = false;
};

} // namespace auren::test
