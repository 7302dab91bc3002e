package dev.sluice.bench.mock;

import dev.sluice.bench.wire.OneLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A stand-in for the provider, as a process: one event loop, keep-alive, fixed answers.
 *
 * <p>{@code Mock PORT} (0 for any free one) prints {@code port N} and ends when its standard input
 * does, so it never outlives who started it.
 */
public final class Mock {

  private Mock() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
    EventLoopGroup loop = OneLoop.named("mock");
    Channel server = bind(loop, port);
    System.out.println("port " + ((InetSocketAddress) server.localAddress()).getPort());
    while (System.in.read() >= 0) {
      // Only the end matters.
    }
    Runtime.getRuntime().halt(0);
  }

  private static Channel bind(EventLoopGroup loop, int port) throws InterruptedException {
    Answers answers = new Answers();
    return new ServerBootstrap()
        .group(loop)
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 8192)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new MockConnection(answers));
              }
            })
        .bind("127.0.0.1", port)
        .sync()
        .channel();
  }
}
