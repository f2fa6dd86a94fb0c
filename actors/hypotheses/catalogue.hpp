#pragma once

#include "actors/hypotheses/series.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace auren::hypotheses {

/// What is known about metrics beforehand, by user; "" is for everyone.
using catalogue = std::map<std::string, std::vector<metric>, std::less<>>;

/// Reads `{"user","metrics":[{"metric","unit","kind","type","hour","low",
/// "high","source","block_days","primary_outcome"}]}`, or a list of such
/// objects; everything but "metric" may be left out.
/// @returns the catalogue, or one line that says what is wrong.
std::variant<catalogue, std::string> read_catalogue(std::string_view json);

/// Returns the narrowest value type that takes all of `values`.
value_type infer_type(const std::vector<double>& values);

} // namespace auren::hypotheses
