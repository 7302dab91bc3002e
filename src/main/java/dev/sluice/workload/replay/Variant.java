package dev.sluice.workload.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to run a workload.
 *
 * @param name what the run is called in tables, unique within its workload
 * @param style how the client behaves, a word that its workload knows; empty for the usual way
 * @param gateway the gateway in between, null for a client that calls the provider itself
 * @param baseline the name of the run that it is compared with, its own or empty for none
 */
public record Variant(String name, String style, @Nullable Gateway gateway, String baseline) {
  /** The name of the run that others are compared with. */
  public static final String DIRECT = "direct";

  /** The name of the run with Sluice that the goals are about. */
  public static final String SLUICE = "sluice";

  /**
   * A gateway.
   *
   * @param profile its profile
   * @param switches settings beside the profile, by their path
   * @param asked whether it is the one that the user may give another profile
   */
  public record Gateway(String profile, Map<String, String> switches, boolean asked) {
    public Gateway {
      switches = Map.copyOf(switches);
    }
  }

  /** Without a gateway. */
  public static Variant direct() {
    return new Variant(DIRECT, "", null, DIRECT);
  }

  /** Without a gateway, by a client of this style, which is also the name. */
  public static Variant direct(String style) {
    return new Variant(style, style, null, DIRECT);
  }

  /** Through a gateway with this profile, which is what the goals are about. */
  public static Variant sluice(String profile) {
    return new Variant(SLUICE, "", new Gateway(profile, Map.of(), true), DIRECT);
  }

  /** Through a gateway with these settings, for comparison. */
  public static Variant beside(String name, String profile, Map<String, String> switches) {
    return new Variant(name, "", new Gateway(profile, switches, false), DIRECT);
  }

  /** The same with another name and style of the client. */
  public Variant as(String newName, String newStyle) {
    return new Variant(newName, newStyle, gateway, baseline);
  }

  /** The same, compared with another run. */
  public Variant comparedWith(String run) {
    return new Variant(name, style, gateway, run);
  }

  /** The same with another profile, where the user may say which. */
  public Variant withProfile(@Nullable String profile) {
    if (profile == null || gateway == null || !gateway.asked) {
      return this;
    }
    return new Variant(name, style, new Gateway(profile, gateway.switches, true), baseline);
  }

  /** What it is in a few words: {@code direct}, or the profile. */
  public String setting() {
    return gateway == null ? DIRECT : gateway.profile;
  }
}
