package dev.sluice.sim.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sim.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that fit a schema. */
final class SchemaValuesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"type":"string"}                                          | "ls -l"
          {"const":5}                                                | 5
          {"enum":["x","run"]}                                       | "run"
          {"enum":["x","y"]}                                         | "x"
          {"type":"integer"}                                         | 42
          {"type":"integer","maximum":9}                             | 9
          {"type":"integer","minimum":100}                           | 100
          {"type":"boolean"}                                         | true
          {"type":["null","string"]}                                 | null
          {"type":"array","items":{"type":"boolean"},"minItems":2}   | [true,true]
          {"anyOf":[{"type":"boolean"},{"type":"string"}]}           | true
          {"type":"string","format":"date"}                          | "2026-11-20"
          {"type":"string","maxLength":2}                            | "ls"
          {"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"string"}},"required":["a"]} | {"a":true}
          {"$defs":{"t":{"type":"boolean"}},"type":"object","properties":{"a":{"$ref":"#/$defs/t"}}} | {"a":true}
          """)
  void a_value_fits_its_schema(String schema, String value) {
    assertThat(SchemaValues.fit(Json.parse(schema), "run `ls -l` 42 times")).hasToString(value);
  }
}
