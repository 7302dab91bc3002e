package dev.sluice.message;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * Jackson's parser over a whole body that is known to be well-formed UTF-8. It passes over a string
 * that nobody reads eight bytes at a time, as strings are most of a body, and tells where a token
 * starts without making an object of it. One thread.
 */
final class BodyParser extends UTF8StreamJsonParser {
  private static final Factory FACTORY = new Factory();

  private BodyParser(
      ObjectReadContext reader,
      IOContext context,
      int[] features,
      ByteQuadsCanonicalizer names,
      byte[] bytes) {
    super(reader, context, features[0], features[1], null, names, bytes, 0, bytes.length, 0, false);
  }

  /** A parser from the first byte to the last, which the caller closes. */
  static BodyParser of(byte[] bytes) {
    return (BodyParser) FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length);
  }

  /** Offset of the current token's first byte. */
  int tokenStart() {
    return currentToken() == JsonToken.PROPERTY_NAME
        ? _nameStartOffset - 1
        : (int) _tokenInputTotal - 1;
  }

  @Override
  protected void _skipString() throws JacksonException {
    int at = JsonBytes.specialInString(_inputBuffer, _inputPtr, _inputEnd);
    while (at < _inputEnd && _inputBuffer[at] == '\\') {
      if (at + 1 < _inputEnd && isShortEscape(_inputBuffer[at + 1])) {
        at += 2;
      } else {
        _inputPtr = at + 1;
        _decodeEscaped();
        at = _inputPtr;
      }
      at = JsonBytes.specialInString(_inputBuffer, at, _inputEnd);
    }
    _inputPtr = at;
    super._skipString();
  }

  private static boolean isShortEscape(byte b) {
    return b == 'n' || b == '"' || b == '\\' || b == 't' || b == 'r' || b == '/';
  }

  /** Makes these parsers with Jackson's own buffers and table of names. */
  private static final class Factory extends JsonFactory {
    Factory() {
      super(JsonFactory.builder().streamReadConstraints(JsonBytes.LIMITS));
    }

    @Override
    protected JsonParser _createParser(
        ObjectReadContext reader, IOContext context, byte[] bytes, int from, int length)
        throws JacksonException {
      context.setEncoding(JsonEncoding.UTF8);
      return new BodyParser(
          reader,
          context,
          new int[] {_streamReadFeatures, _formatReadFeatures},
          _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
          bytes);
    }
  }
}
