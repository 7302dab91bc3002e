package dev.sluice.sim.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which workspace and organisation a credential belongs to. A credential that nobody placed has a
 * workspace of its own inside the one common organisation. Safe for any thread.
 */
public final class Accounts {
  /** The organisation of every credential that was not placed elsewhere. */
  public static final String ORGANIZATION = "00000000-0000-4000-8000-000000000001";

  private final Map<String, Place> places = new ConcurrentHashMap<>();

  /** A workspace in an organisation. */
  public record Place(String workspace, String organization) {}

  /** Puts {@code credential} into a workspace. */
  public void put(String credential, Place place) {
    places.put(credential, place);
  }

  /** Whether somebody placed {@code credential}. */
  public boolean placed(String credential) {
    return places.containsKey(credential);
  }

  /** Where {@code credential} belongs. */
  public Place of(String credential) {
    Place place = places.get(credential);
    return place != null ? place : new Place(name(credential), ORGANIZATION);
  }

  private static String name(String credential) {
    return "wrkspc_01" + Integer.toHexString(credential.hashCode());
  }
}
