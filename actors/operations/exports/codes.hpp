#pragma once

#include <map>
#include <string>
#include <string_view>

namespace auren::operations {

/// What a metric is called in other systems; empty where it has no name.
struct metric_code {
  std::string loinc;
  std::string loinc_name;
  std::string omh_schema;    ///< "heart-rate"
  std::string omh_version;   ///< "2.0"
  std::string omh_field;     ///< "heart_rate"
  std::string omh_unit;      ///< That schema's word: "beats/min".
  bool omh_interval = false; ///< It is said of a stretch of time only.
};

/// The names of conf/codes.json. Immutable.
class code_table {
public:
  /// Returns the table that is built in. Loaded on first use.
  /// @throws nlohmann::json::exception if it is broken (a test loads it)
  static const code_table& standard();

  /// Returns the names of `metric`, all empty when it has none.
  const metric_code& of(std::string_view metric) const;

  /// Returns the UCUM code of a unit of the catalogue; `{unit}`, which UCUM
  /// leaves to everybody, when there is none.
  std::string ucum(std::string_view unit) const;

private:
  explicit code_table(std::string_view json);

  std::map<std::string, metric_code, std::less<>> metrics_;
  std::map<std::string, std::string, std::less<>> units_;
};

} // namespace auren::operations
