#pragma once

#include "storage/event_record.hpp"
#include "storage/seal/cipher.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace auren::storage {

/// An event on its way into a store. Its views and `last_hash` must live, and
/// nobody else may touch `last_hash`, until it has come out of the line.
struct outgoing {
  envelope event; ///< Complete but for the previous hash.
  std::string_view payload;
  seal::data_key key;
  std::string* last_hash; ///< Its stream's; read and set when it is sealed.
  int64_t tenant = 0;     ///< Numbers of the row, where the store has them.
  int64_t person = 0;
  int64_t stream = 0;
  int64_t type = 0;
  std::string body{}; ///< What is stored, once it has come out.
};

/// Seals and chains events in their order: few at once where they are, many
/// on a thread beside the writer, who inserts the ones before meanwhile.
/// Used by one thread; blocks while too many are under way.
class sealing_line {
public:
  using sink = std::function<void(std::span<const outgoing>)>;
  static constexpr size_t group_size = 16;

  explicit sealing_line(seal::codec payloads);
  ~sealing_line();
  sealing_line(const sealing_line&) = delete;
  sealing_line& operator=(const sealing_line&) = delete;

  /// Takes `next` in; what is sealed by now comes out, a group at a time.
  /// Throws what a seal or `out` threw; then call `forget`.
  void add(outgoing next, const sink& out);
  /// Lets all that are in the line come out, the last group less than full.
  void flush(const sink& out);
  /// Drops all that are in the line.
  void forget() noexcept;

  /// Returns whether the event is in the line.
  bool holds(std::string_view event_id, int64_t person) const;

private:
  struct group {
    std::vector<outgoing> events{};
    std::exception_ptr failed{};
  };

  void hand_over();
  bool first_is_sealed() const;
  void wait_for_first();
  void take_first(const sink& out);
  static void give(const group& done, const sink& out);
  void seal(group& work) const noexcept;
  void run(const std::stop_token& stop);

  seal::codec payloads_;
  group filling_;
  std::deque<std::unique_ptr<group>> under_way_;
  uint32_t taken_ = 0;               // groups that came back, ever
  std::atomic<uint32_t> sealed_ = 0; // groups that the thread sealed, ever
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::deque<group*> waiting_; // for the thread; guarded by mutex_
  std::jthread thread_;
};

} // namespace auren::storage
