package dev.sluice.rewrite.reduce;

import dev.sluice.rewrite.reduce.ReduceConfig.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What comes with Sluice as data: the wrappers that it knows, and the policy of small edits. */
final class Bundled {
  private Bundled() {}

  /** The wrappers, in order. */
  static List<Rule> rules() {
    Properties data = new Properties();
    try {
      data.load(new StringReader(read("boilerplate.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Rule> rules = new ArrayList<>();
    for (String each : data.getProperty("order", "").split(",", -1)) {
      String name = each.strip();
      boolean keep = Boolean.parseBoolean(data.getProperty(name + ".keep"));
      rules.add(new Rule(name, text(data, name + ".from"), text(data, name + ".to"), keep));
    }
    return rules;
  }

  private static String text(Properties data, String key) {
    return data.getProperty(key, "");
  }

  /** The policy of small edits. */
  static String policy() {
    return read("diff-first.txt").strip();
  }

  private static String read(String name) {
    try (InputStream in = Bundled.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
