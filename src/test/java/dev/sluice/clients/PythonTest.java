package dev.sluice.clients;

/** The Python SDK 2.x. */
final class PythonTest extends SdkContract {
  PythonTest() {
    super(ClientProgram.python());
  }
}
