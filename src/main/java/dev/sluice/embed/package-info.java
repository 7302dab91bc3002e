/**
 * What a Java program uses of Sluice without a gateway: a semantic cache, a model router, a context
 * compressor and a cost meter. Each is told how to reach a model by a function ({@link
 * dev.sluice.embed.Model}); requests and replies are JSON texts. No gateway, no configuration and
 * no network of its own; nobody else in Sluice uses this package. Programs: {@code examples/}.
 */
@org.jspecify.annotations.NullMarked
package dev.sluice.embed;
