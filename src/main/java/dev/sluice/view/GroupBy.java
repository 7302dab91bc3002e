package dev.sluice.view;

/** What entries can be grouped by. */
public enum GroupBy {
  /** The model that answered, else the one that was asked for. */
  MODEL("CASE served WHEN '' THEN asked ELSE served END", "entry"),
  /** The session. */
  SESSION("session", "entry"),
  /** The local day on which the request came. */
  DAY("at / 900000000000", "entry"),
  /** The provider that answered. */
  PROVIDER("provider", "entry"),
  /** The Sluice key. */
  KEY("coalesce(key, '')", "entry"),
  /** The client program. */
  AGENT("agent", "entry"),
  /** Each tag; an entry with two tags counts in both. */
  TAG("tag.value", "entry, json_each(rest, '$.tags') AS tag"),
  /**
   * Each mechanism that acted; an entry with two counts in both. What is saved is the mechanism's
   * own net, cost and tokens are those of the exchanges in which it acted.
   */
  MECHANISM(
      "one.value ->> 'mechanism'", "entry, json_each(savings) AS one", "one.value ->> 'nanos'");

  /** Of a day's entries SQLite sums quarters of an hour, which no time zone's midnight divides. */
  static final long DAY_PART_NANOS = 900_000_000_000L;

  final String column;
  final String from;
  final String saved;

  GroupBy(String column, String from) {
    this(column, from, "without - cost");
  }

  GroupBy(String column, String from, String saved) {
    this.column = column;
    this.from = from;
    this.saved = saved;
  }
}
