package dev.sluice.sim;

/** What has to be done around the delivery of a reply. Called on the event loop of the visit. */
interface Delivery {
  /** The first byte is about to go out. */
  void begun();

  /** Nothing more goes out; {@code tokens} of output were sent. */
  void ended(long tokens, String how);
}
