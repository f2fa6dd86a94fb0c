#pragma once

#include "actors/memory/embedder.hpp"
#include "actors/memory/vocabulary.hpp"

#include <cstdint>
#include <memory>

namespace auren::memory {

/// The embedder that is built in: no model, no download, the same vector for
/// the same text on every machine.
///
/// A text is the sum of its words, a word the sum of itself, of its parts of
/// three and four letters (Bojanowski et al., "Enriching Word Vectors with
/// Subword Information", TACL 5:135, 2017), so that what is misspelt or
/// inflected is near, and of its concepts in the vocabulary. Each of these is
/// a sparse random direction (random indexing: Kanerva et al., CogSci 2000).
/// Words that say little weigh little.
class local_embedder : public embedder {
public:
  explicit local_embedder(const vocabulary& words = vocabulary::built_in());

  size_t dimensions() const override;
  std::vector<float>
  embed(std::string_view text, const word_weight& weight = {}) const override;

  /// Returns one that all may share.
  static std::shared_ptr<const embedder> shared();

private:
  void add_word(std::vector<float>& sum, const std::string& word,
                double weight) const;

  const vocabulary& words_;
};

} // namespace auren::memory
