package dev.sluice.provider.anthropic;

import dev.sluice.message.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Observes a reply that is one JSON text: collects it and reads it at the end. */
final class WholeObserver implements ReplyObserver {
  /** Most bytes that are collected to read the usage in them. */
  private static final int MOST = 32 << 20;

  // Members are read from the middle of a text, so tokens do follow them.
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Kept collected = new Kept(MOST);
  private final int contentLimit;
  private @Nullable Reading read;
  private boolean ended;

  WholeObserver(int contentLimit) {
    this.contentLimit = contentLimit;
  }

  @Override
  public void bytes(byte[] chunk, int from, int to) {
    read = null;
    collected.add(chunk, from, to);
  }

  @Override
  public void end() {
    ended = true;
  }

  private Reading reading() {
    if (read == null) {
      read = new Reading();
      read.read(collected.buffer(), collected.size());
    }
    return read;
  }

  @Override
  public boolean substantial() {
    return false;
  }

  @Override
  public boolean failed() {
    return ended && reading().isError;
  }

  @Override
  public boolean complete() {
    return ended && reading().whole && reading().isMessage;
  }

  @Override
  public boolean betweenEvents() {
    return false;
  }

  @Override
  public ReplyFacts facts() {
    Reading reading = reading();
    return new ReplyFacts(
        reading.model,
        reading.stopReason,
        reading.errorType,
        reading.usage(collected.size()),
        reading.usageSeen);
  }

  @Override
  public byte @Nullable [] content() {
    return contentLimit == 0 || collected.size() > contentLimit ? null : collected.copy();
  }

  /** What the bytes say, as far as they can be read. */
  private static final class Reading {
    private final UsageTally tally = new UsageTally();
    private @Nullable String model;
    private @Nullable String stopReason;
    private @Nullable String errorType;
    private boolean isMessage;
    private boolean isError;
    private boolean usageSeen;
    private boolean contentSeen;
    private boolean whole;

    void read(byte[] bytes, int size) {
      try (JsonParser parser = JSON.createParser(bytes, 0, size)) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            member(name, parser.nextToken(), parser);
          }
          whole = parser.nextToken() == null;
        }
      } catch (JacksonException e) {
        whole = false;
      }
    }

    private void member(String name, JsonToken value, JsonParser parser) {
      switch (name) {
        case "type" -> {
          String type = text(value, parser);
          isMessage = "message".equals(type);
          isError = "error".equals(type);
        }
        case "model" -> model = text(value, parser);
        case "stop_reason" -> stopReason = text(value, parser);
        case "usage" -> {
          JsonNode usage = JSON.readTree(parser);
          usageSeen = usage.path("output_tokens").isIntegralNumber();
          tally.overwrite(usage);
        }
        case "error" -> errorType = UsageTally.text(JSON.readTree(parser), "type");
        default -> {
          contentSeen |= name.equals("content");
          parser.skipChildren();
        }
      }
    }

    private static @Nullable String text(JsonToken value, JsonParser parser) {
      if (value == JsonToken.VALUE_STRING) {
        return parser.getString();
      }
      parser.skipChildren();
      return null;
    }

    Usage usage(int size) {
      boolean cut = contentSeen && !whole && !usageSeen;
      return cut ? tally.estimated((size + 3L) / 4) : tally.usage();
    }
  }
}
