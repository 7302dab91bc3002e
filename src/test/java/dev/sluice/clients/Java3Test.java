package dev.sluice.clients;

/** The Java SDK 3.x. */
final class Java3Test extends SdkContract {
  Java3Test() {
    super(ClientProgram.java("java-3"));
  }
}
