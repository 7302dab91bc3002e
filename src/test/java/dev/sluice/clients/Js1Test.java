package dev.sluice.clients;

/** The JavaScript SDK 1.x. */
final class Js1Test extends SdkContract {
  Js1Test() {
    super(ClientProgram.javaScript("js-1"));
  }
}
