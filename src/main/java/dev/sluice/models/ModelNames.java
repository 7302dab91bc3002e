package dev.sluice.models;

import java.util.regex.Pattern;

/**
 * The forms in which one model is named: dated ids ({@code ID-20251101}), those of Vertex ({@code
 * ID@20251101}), of Bedrock ({@code us.anthropic.ID-v1:0}, ARNs too), of gateways ({@code
 * anthropic/ID}) and of Claude Code ({@code ID[1m]}). Only the form is undone, never the name.
 */
final class ModelNames {
  private static final Pattern DATE =
      Pattern.compile("[-@]20\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])$");
  private static final Pattern BEDROCK_VERSION = Pattern.compile("-v\\d[\\d:]*$");
  private static final Pattern DOTTED = Pattern.compile("(?<=\\d)\\.(?=\\d)");
  private static final int LONGEST = 300;

  private ModelNames() {}

  /** The id without the form of a cloud or gateway and without a date. */
  static String plain(String id) {
    if (id.length() > LONGEST) {
      return id;
    }
    String bare = id.endsWith("[1m]") ? id.substring(0, id.length() - 4) : id;
    int bedrock = bare.lastIndexOf("anthropic.");
    int gateway = bare.lastIndexOf("anthropic/");
    if (bedrock >= 0) {
      bare = BEDROCK_VERSION.matcher(bare.substring(bedrock + 10)).replaceFirst("");
    } else if (gateway >= 0) {
      bare = DOTTED.matcher(bare.substring(gateway + 10)).replaceAll("-");
      bare = bare.startsWith("models/") ? bare.substring(7) : bare;
    }
    return DATE.matcher(bare).replaceFirst("");
  }
}
