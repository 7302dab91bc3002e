package dev.sluice.clients;

/** The JavaScript SDK 0.x. */
final class Js0Test extends SdkContract {
  Js0Test() {
    super(ClientProgram.javaScript("js-0"));
  }
}
