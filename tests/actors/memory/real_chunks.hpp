#pragma once

#include "messages/ids.hpp"
#include "storage/projections/sample_chunks.hpp"
#include "storage/sqlite/data_folder.hpp"
#include "storage/sqlite/projections.hpp"
#include "tests/actors/memory/fake_store.hpp"

#include <filesystem>
#include <memory>
#include <stdexcept>

namespace auren::test {

/// The chunks of a person's record, really folded and kept, up to any place.
class real_chunks {
public:
  explicit real_chunks(store_ptr record) : record_(std::move(record)) {
    folder_ = std::filesystem::temp_directory_path()
              / ("auren-" + ids::hex(ids::uuid7()));
    data_ = must(storage::sqlite::data_folder::open(folder_));
    must(data_->shared_keys()->sealing_key({"home", "ada"}));
    projections_ = must(storage::sqlite::open_projections(data_));
    must(projections_->add(storage::make_sample_chunks(data_->shared_keys())));
  }
  real_chunks(const real_chunks&) = delete;
  real_chunks& operator=(const real_chunks&) = delete;
  ~real_chunks() {
    projections_.reset();
    data_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  /// Folds the record up to `position`, if it is behind; returns its place.
  uint64_t fold(uint64_t position) {
    auto name = storage::sample_chunks_name;
    auto folded = must(projections_->status(name)).position();
    events::Events page;
    page.set_after(folded);
    for (auto& event : record_->log)
      if (event.position() > folded && event.position() <= position)
        *page.add_events() = event;
    if (page.events_size() > 0)
      folded = must(projections_->fold(name, page));
    return folded;
  }

  std::unique_ptr<storage::sample_chunks> open() {
    return must(storage::sqlite::open_sample_chunks(data_));
  }

private:
  template <class T>
  static T must(caf::expected<T> result) {
    if (!result)
      throw std::runtime_error{render(result.error())};
    if constexpr (!std::is_void_v<T>)
      return std::move(*result);
  }

  store_ptr record_;
  std::filesystem::path folder_;
  std::shared_ptr<storage::sqlite::data_folder> data_;
  std::unique_ptr<storage::projection_store> projections_;
};

} // namespace auren::test
