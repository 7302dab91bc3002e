package dev.sluice.clients;

/** The Java SDK 2.x. */
final class Java2Test extends SdkContract {
  Java2Test() {
    super(ClientProgram.java("java-2"));
  }
}
