package dev.sluice.sim.model;

/**
 * One model of the simulated provider.
 *
 * @param id the full name, such as {@code claude-opus-5-5}
 * @param line the family, such as {@code opus}
 * @param version two digits: 45 for 4.5, 50 for 5
 * @param created the RFC 3339 date of its release
 * @param window the most tokens of input
 * @param maxOutput the most tokens of output
 * @param cacheMinimum the shortest prefix that is cached, in tokens
 * @param rates what its tokens cost
 * @param thinking the forms of thinking it takes
 * @param lifecycle {@code active} or {@code deprecated}
 */
public record SimModel(
    String id,
    String line,
    int version,
    String created,
    long window,
    long maxOutput,
    int cacheMinimum,
    Rates rates,
    ThinkingRule thinking,
    String lifecycle) {

  /** The name for people. */
  public String displayName() {
    String name = "Claude " + Character.toUpperCase(line.charAt(0)) + line.substring(1);
    String number = version % 10 == 0 ? "" + version / 10 : version / 10 + "." + version % 10;
    return version == 0 ? name + " Preview" : name + " " + number;
  }

  /** The tokenizer changed at 4.7: about 30 % more tokens for the same text. */
  public int tokenPercent() {
    return version >= 47 ? 130 : 100;
  }

  /** Whether sampling parameters other than the defaults are refused. */
  public boolean fixedSampling() {
    return version >= 47;
  }

  /** Whether an assistant turn may not be begun by the caller. */
  public boolean refusesPrefill() {
    return version == 0 || version >= 46;
  }

  /** Whether a forced tool choice is refused. */
  public boolean refusesForcedTools() {
    boolean tale = line.equals("fable") || line.equals("mythos");
    return tale ? version >= 51 : version >= 55 && !line.equals("haiku");
  }

  /** Whether thinking signatures are bound to the model and the prefix. */
  public boolean bindsThinking() {
    return version >= 51;
  }

  /** Whether thinking comes back empty unless the caller asks to see it. */
  public boolean hidesThinking() {
    return version >= 50;
  }

  /** Whether {@code output_config.effort} is known to it. */
  public boolean takesEffort() {
    return version != 45 || line.equals("opus");
  }

  /** Whether it can be run in a chosen geography. */
  public boolean takesGeo() {
    return version >= 46;
  }

  /** Whether the provider can compact its context. */
  public boolean compacts() {
    return version == 0
        || (version >= 46 && !line.equals("haiku"))
        || (line.equals("haiku") && version >= 55);
  }

  /** Whether fast mode has a price on it. */
  public boolean fast() {
    return line.equals("opus") && (version == 55 || version == 50 || version == 48);
  }
}
