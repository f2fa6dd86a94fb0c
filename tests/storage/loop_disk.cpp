#include "tests/storage/loop_disk.hpp"

#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace auren::test {

namespace {

constexpr unsigned long shut_down = _IOR('X', 125, uint32_t);
constexpr uint32_t without_flush = 2;

bool run(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

} // namespace

loop_disk::loop_disk(const std::filesystem::path& folder, int mib)
  : image_(folder / "image"), path_(folder / "disk") {
  std::filesystem::create_directories(path_);
  ready_
    = ::unshare(CLONE_NEWNS) == 0
      && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
      && run("PATH=$PATH:/sbin:/usr/sbin; truncate -s " + std::to_string(mib)
             + "M " + image_.string() + " && mkfs.ext4 -q " + image_.string())
      && mount();
}

loop_disk::~loop_disk() {
  ::umount2(path_.c_str(), MNT_DETACH);
}

bool loop_disk::mount() {
  return run("mount -o loop " + image_.string() + " " + path_.string())
         && ::chmod(path_.c_str(), 0777) == 0;
}

void loop_disk::cut() {
  int disk = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY);
  auto how = without_flush;
  auto status = ::ioctl(disk, shut_down, &how);
  ::close(disk);
  if (status != 0)
    throw std::runtime_error{"the power cannot be cut"};
}

void loop_disk::restore() {
  if (::umount(path_.c_str()) != 0 || !mount())
    throw std::runtime_error{"the disk does not come back"};
}

} // namespace auren::test
