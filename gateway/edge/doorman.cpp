#include "gateway/edge/doorman.hpp"

namespace auren::edge {

doorman::doorman(const limits& limit)
  : most_(limit.connections), most_per_address_(limit.connections_per_address),
    book_(std::make_shared<book>()) {
  // nop
}

std::shared_ptr<void>
doorman::admit(const std::string& address, bool loopback) {
  std::lock_guard lock{book_->mutex};
  auto& here = book_->by_address[address];
  if (book_->inside >= most_ || (!loopback && here >= most_per_address_)) {
    if (here == 0)
      book_->by_address.erase(address);
    ++book_->turned_away;
    return nullptr;
  }
  ++here;
  ++book_->inside;
  ++book_->admitted;
  return {book_.get(), [page = book_, address](void*) {
            std::lock_guard guard{page->mutex};
            auto found = page->by_address.find(address);
            if (--found->second == 0)
              page->by_address.erase(found);
            if (--page->inside == 0)
              page->empty.notify_all();
          }};
}

bool doorman::wait_empty(std::chrono::milliseconds patience) {
  std::unique_lock lock{book_->mutex};
  return book_->empty.wait_for(lock, patience,
                               [this] { return book_->inside == 0; });
}

size_t doorman::inside() const {
  std::lock_guard lock{book_->mutex};
  return book_->inside;
}

uint64_t doorman::admitted() const {
  std::lock_guard lock{book_->mutex};
  return book_->admitted;
}

uint64_t doorman::turned_away() const {
  std::lock_guard lock{book_->mutex};
  return book_->turned_away;
}

} // namespace auren::edge
