#include "actors/events/reader.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::events {

namespace {

template <class T>
caf::result<T> answer(caf::expected<T> result) {
  if (!result)
    return std::move(result.error());
  return std::move(*result);
}

caf::result<Snapshot> whole(caf::expected<std::optional<Snapshot>> found) {
  if (!found)
    return std::move(found.error());
  if (!*found)
    return caf::make_error(errc::not_found);
  return std::move(**found);
}

} // namespace

reader_actor::behavior_type
reader(reader_actor::stateful_pointer<reader_state> self,
       std::unique_ptr<storage::event_reader> store) {
  supervision::guard(self);
  self->state.store = std::move(store);
  return {
    [self](const ReadLog& q) { return answer(self->state.store->read_log(q)); },
    [self](const ReadStream& q) {
      return answer(self->state.store->read_stream(q));
    },
    [self](const LoadSnapshot& q) {
      return whole(self->state.store->load_snapshot(q));
    },
  };
}

const reader_actor& reader_pool_state::pick() {
  return readers[next++ % readers.size()];
}

reader_actor::behavior_type
reader_pool(reader_actor::stateful_pointer<reader_pool_state> self,
            std::vector<reader_actor> readers) {
  supervision::guard(self);
  self->state.readers = std::move(readers);
  for (auto& one : self->state.readers)
    self->link_to(one); // they come and go together
  return {
    [self](const ReadLog& q) { return self->delegate(self->state.pick(), q); },
    [self](const ReadStream& q) {
      return self->delegate(self->state.pick(), q);
    },
    [self](const LoadSnapshot& q) {
      return self->delegate(self->state.pick(), q);
    },
  };
}

} // namespace auren::events
