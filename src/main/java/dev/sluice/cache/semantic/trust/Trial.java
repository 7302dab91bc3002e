package dev.sluice.cache.semantic.trust;

/**
 * What was, or would be, compared: a candidate as the evidence sees it.
 *
 * @param family tenant, model and system prompt
 * @param kind what the two questions have in common
 * @param similarity how near their embeddings are
 */
public record Trial(String family, Kind kind, double similarity) {

  /** Where it is counted. */
  Cell cell() {
    return Cell.of(kind, similarity);
  }
}
