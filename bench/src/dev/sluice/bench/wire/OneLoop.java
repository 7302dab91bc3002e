package dev.sluice.bench.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Makes the event loop on which all of the mock's, or all of the load's, sockets live. */
public final class OneLoop {

  private OneLoop() {}

  /** A group of one epoll loop whose daemon thread has this name. */
  public static EventLoopGroup named(String name) {
    return new MultiThreadIoEventLoopGroup(
        1, new DefaultThreadFactory(name, true), EpollIoHandler.newFactory());
  }
}
