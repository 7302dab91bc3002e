package dev.sluice.bench.mock;

import dev.sluice.bench.wire.Reply;
import dev.sluice.bench.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * One connection to the mock: answers each request once its body is complete, on the channel's
 * loop.
 *
 * <p>Every event of a stream is a write of its own with a flush, as a provider sends it.
 */
final class MockConnection extends ChannelInboundHandlerAdapter implements Wire.Sink {

  private final Answers answers;
  private final Wire wire = Wire.ofRequests(this);
  private ChannelHandlerContext ctx;
  private Reply asked = Reply.JSON;

  MockConnection(Answers answers) {
    this.answers = answers;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      wire.read(in);
    } catch (Wire.Malformed e) {
      context.close();
    } finally {
      in.release();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  @Override
  public void head(Wire head) {
    asked = Reply.asked(head);
  }

  @Override
  public void body(ByteBuf bytes, int from, int length) {
    // The mock reads requests whole and looks at none.
  }

  @Override
  public void end() {
    if (!asked.streamed()) {
      ctx.writeAndFlush(answers.whole(), ctx.voidPromise());
    } else if (asked.gap == 0) {
      burst(asked);
    } else {
      new Paced(asked).run();
    }
  }

  private void burst(Reply reply) {
    send(answers.start());
    send(answers.blockStart());
    for (int i = 0; i < reply.deltas; i++) {
      send(answers.delta(ctx.alloc(), System.nanoTime()));
    }
    send(answers.end());
  }

  private void send(ByteBuf bytes) {
    ctx.writeAndFlush(bytes, ctx.voidPromise());
  }

  /** A stream that writes an event each time it runs, at times counted from its start. */
  private final class Paced implements Runnable {
    private final Reply reply;
    private final long started = System.nanoTime();
    private int written;

    Paced(Reply reply) {
      this.reply = reply;
    }

    @Override
    public void run() {
      if (!ctx.channel().isActive()) {
        return;
      }
      if (written == 0) {
        send(answers.start());
      } else if (written == 1) {
        send(answers.blockStart());
      } else if (written < reply.deltas + 2) {
        send(answers.delta(ctx.alloc(), System.nanoTime()));
      } else {
        send(answers.end());
        return;
      }
      written++;
      long due = started + written * reply.gap - System.nanoTime();
      ctx.executor().schedule(this, Math.max(0, due), TimeUnit.NANOSECONDS);
    }
  }
}
