#pragma once

#include "actors/ingest/apple_names.hpp"
#include "actors/ingest/apple_sleep.hpp"
#include "actors/ingest/apple_workout.hpp"
#include "actors/ingest/byte_parser.hpp"
#include "actors/ingest/xml_stream.hpp"
#include "actors/ingest/zones.hpp"

namespace auren::ingest {

/// Reads Apple Health's export.xml, at the size of one element.
///
/// A record stands at its start and lasts to its end. The local offset is that
/// of its HKTimeZone where it has one, else that of its date (which is the
/// phone's zone at export). Records inside a Correlation repeat top-level ones
/// and give the same samples: same metric, source and time; foods, which may
/// share all three, get an id from their content. Sleep is summed per night at
/// the end of the file; if the file breaks off within its sleep records, that
/// is left out as "unfinished_sleep", for half a night would pass for a night.
class apple_health_reader : public byte_parser, private xml_stream::listener {
public:
  explicit apple_health_reader(import_writer& out);

  refusal feed(std::string_view bytes) override;
  refusal finish() override;
  void torn() override;

private:
  enum class element : uint8_t {
    record,
    metadata,
    beat,
    workout,
    statistics,
    activity, ///< a leg of a workout, whose statistics are of that leg only
    summary,
    export_date,
    silent, ///< a container, or part of what was counted already
    other,
  };
  enum class content : uint8_t { nothing, value, sleep, workout };

  static element element_of(std::string_view name);

  void start(std::string_view name, const xml_attributes& with) override;
  void end(std::string_view name) override;

  void open_record(const xml_attributes& with);
  void open_workout(const xml_attributes& with);
  void summary(const xml_attributes& with);
  void take_value(const xml_attributes& with);
  void take_sleep(std::string_view value);
  bool take_times(const xml_attributes& with);
  void close();
  instant localised(instant when);
  refusal wrap_up(refusal fault);

  import_writer& out_;
  xml_stream xml_{*this};
  apple_sources sources_;
  zone_offsets zones_;
  sleep_nights nights_;
  apple_workout workout_;

  // What is open: at most one record or workout at a time.
  content open_ = content::nothing;
  const metric* metric_ = nullptr;
  sleep_stage stage_ = sleep_stage::in_bed;
  double value_ = 0;
  instant start_, end_;
  std::string unit_, source_, zone_, id_;
  uint64_t beats_ = 0;
  bool last_was_sleep_ = false;
  bool in_activity_ = false;
  int32_t export_offset_s_ = 0;
};

} // namespace auren::ingest
