package dev.sluice.bench;

/** Everything that is measured, in the order of the report. */
enum Metric {
  START("**start** to the first proxied answer, s"),
  SMALL_CPU("**1 KB saturated**: CPU us/request"),
  SMALL_RATE("1 KB: requests/s"),
  SMALL_P50("1 KB: p50 ms"),
  SMALL_P99("1 KB: p99 ms"),
  MEDIUM_CPU("**20 KB saturated**: CPU us/request"),
  MEDIUM_RATE("20 KB: requests/s"),
  MEDIUM_P50("20 KB: p50 ms"),
  MEDIUM_P99("20 KB: p99 ms"),
  LARGE_CPU("**200 KB saturated**: CPU us/request"),
  LARGE_RATE("200 KB: requests/s"),
  LARGE_P50("200 KB: p50 ms"),
  LARGE_P99("200 KB: p99 ms"),
  RATE_P50("**1 KB at 300/s**: p50 ms"),
  RATE_P99("300/s: p99 ms"),
  PACED_CPU("**200 paced streams**: CPU us/event"),
  PACED_RATE("streams: events/s"),
  FIRST_P50("streams: first byte p50 ms"),
  FIRST_P99("streams: first byte p99 ms"),
  DELAY_P50("streams: event delay p50 ms"),
  DELAY_P99("streams: event delay p99 ms"),
  BURST_CPU("**burst streams**: CPU us/event"),
  BURST_RATE("burst: events/s"),
  HIT_CPU("**exact hits saturated**: CPU us/request"),
  HIT_RATE("hits: requests/s"),
  HIT_FULL_P50("hits saturated: p50 ms"),
  HIT_FULL_P99("hits saturated: p99 ms"),
  HIT_P50("hits at 300/s: p50 ms"),
  HIT_P99("hits at 300/s: p99 ms"),
  MEMORY_IDLE("**memory** (PSS) idle, MB"),
  MEMORY_AFTER("memory after the rounds, MB"),
  MEMORY_HELD("memory with 1,000 streams, MB"),
  HELD_OPEN("held streams open at once");

  /** Row title. */
  final String title;

  Metric(String title) {
    this.title = title;
  }
}
