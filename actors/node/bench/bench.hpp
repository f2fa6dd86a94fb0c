#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Benchmarks of this program, each beside the limit or peer that it is
/// compared with, from the same run.
namespace auren::node::bench {

/// One figure and what it is held against.
struct figure {
  std::string name;
  double ours = 0;
  double other = 0; ///< The limit or the peer; 0: none was there.
  std::string unit;
  std::string against; ///< "limit", "bare SQLite", "reference stack"…
  bool less_is_better = false;

  /// Returns how many times better we are than the other.
  double ratio() const;
};

/// One benchmark by name.
struct benchmark {
  std::string_view name;
  std::string_view help;
  std::function<std::vector<figure>()> run;
};

/// Every benchmark there is.
const std::vector<benchmark>& benchmarks();

std::vector<figure> append();
std::vector<figure> postgres();
std::vector<figure> replay();
std::vector<figure> latest();
std::vector<figure> apple_health();
std::vector<figure> samples_over_http();
std::vector<figure> post_to_stream();
std::vector<figure> slow_loris();
std::vector<figure> chunks();
std::vector<figure> sample_store_of_a_year();
std::vector<figure> recall();
std::vector<figure> tiers();

/// Returns the value below which `share` of `values` lie; sorts them.
double quantile(std::vector<double>& values, double share);

/// A folder for one benchmark, on the disk of the data folder's default.
class workplace {
public:
  workplace();
  ~workplace();
  workplace(const workplace&) = delete;
  workplace& operator=(const workplace&) = delete;
  const std::string& path() const {
    return path_;
  }

private:
  std::string path_;
};

} // namespace auren::node::bench
