package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class JsonTextTest {

  @Test
  void values_keep_their_kind_and_order() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("b", 1);
    members.put("a", true);
    members.put("none", null);
    members.put("exact", new JsonText.Raw("0.100000000"));
    members.put("list", Arrays.asList("x", null, 2L));
    members.put("map", Map.of());

    assertThat(JsonText.of(members))
        .isEqualTo(
            "{\"b\":1,\"a\":true,\"none\":null,\"exact\":0.100000000,"
                + "\"list\":[\"x\",null,2],\"map\":{}}");
  }

  @Test
  void every_character_comes_back() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      all.append((char) c);
    }

    String text = JsonText.of(List.of(all.toString()));

    assertThat(text).doesNotContainPattern("\\p{Cntrl}");
    assertThat(JsonMapper.builder().build().readTree(text).get(0).asString())
        .isEqualTo(all.toString());
  }
}
