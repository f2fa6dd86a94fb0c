#include "gateway/edge/stream.hpp"

#include "gateway/edge/encode.hpp"

#include <utility>

namespace auren::edge {

namespace {

class writer final : public stream_writer {
public:
  explicit writer(std::shared_ptr<stream> to) : to_(std::move(to)) {}
  ~writer() override {
    to_->finish();
  }
  bool write(std::string_view bytes) override {
    return to_->write(bytes);
  }
  size_t buffered() const override {
    return to_->buffered();
  }
  bool closed() const override {
    return to_->closed();
  }
  void finish() override {
    to_->finish();
  }
  void on_drained(std::function<void()> then) override {
    to_->on_drained(std::move(then));
  }
  void on_closed(std::function<void()> then) override {
    to_->on_closed(std::move(then));
  }

private:
  std::shared_ptr<stream> to_;
};

} // namespace

stream::stream(size_t limit, bool chunked, std::function<void()> wake)
  : limit_(limit), chunked_(chunked), wake_(std::move(wake)) {
  // nop
}

bool stream::write(std::string_view bytes) {
  {
    std::lock_guard lock{mutex_};
    if (left_ || finished_
        || buffer_.size() + in_flight_ + bytes.size() > limit_)
      return false;
    if (bytes.empty()) // an empty chunk would end the body
      return true;
    encode_piece(buffer_, bytes, chunked_);
    if (std::exchange(awake_, true))
      return true;
  }
  wake_();
  return true;
}

size_t stream::buffered() const {
  std::lock_guard lock{mutex_};
  return buffer_.size() + in_flight_;
}

bool stream::closed() const {
  std::lock_guard lock{mutex_};
  return left_ || finished_;
}

void stream::finish() {
  {
    std::lock_guard lock{mutex_};
    if (std::exchange(finished_, true) || left_)
      return;
  }
  wake_();
}

void stream::on_drained(std::function<void()> then) {
  std::lock_guard lock{mutex_};
  drained_ = std::move(then);
}

void stream::on_closed(std::function<void()> then) {
  {
    std::lock_guard lock{mutex_};
    if (!left_) {
      gone_ = std::move(then);
      return;
    }
  }
  then();
}

stream::portion stream::take() {
  std::lock_guard lock{mutex_};
  awake_ = false;
  portion next{std::exchange(buffer_, {}), finished_};
  if (finished_ && chunked_)
    next.bytes += "0\r\n\r\n";
  in_flight_ = next.bytes.size();
  return next;
}

void stream::wrote() {
  std::function<void()> then;
  {
    std::lock_guard lock{mutex_};
    in_flight_ = 0;
    if (buffer_.empty() && !finished_)
      then = drained_;
  }
  if (then)
    then();
}

void stream::shut() {
  std::function<void()> then;
  {
    std::lock_guard lock{mutex_};
    if (!finished_)
      then = std::exchange(gone_, nullptr);
  }
  finish();
  if (then)
    then();
}

void stream::client_left() {
  std::function<void()> then;
  std::function<void()> dropped; // may own what must not die under the lock
  {
    std::lock_guard lock{mutex_};
    left_ = true;
    buffer_.clear();
    in_flight_ = 0;
    then = std::exchange(gone_, nullptr);
    dropped = std::exchange(drained_, nullptr);
    if (finished_)
      then = nullptr;
  }
  if (then)
    then();
}

std::shared_ptr<stream_writer> writer_of(std::shared_ptr<stream> to) {
  return std::make_shared<writer>(std::move(to));
}

} // namespace auren::edge
