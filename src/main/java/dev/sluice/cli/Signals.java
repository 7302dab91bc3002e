package dev.sluice.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signals that end a process.
 *
 * <p>The JDK has them in {@code sun.misc.Signal}, which it supports but whose every mention is a
 * compiler warning that cannot be switched off; hence the reflection. On a JVM without it, or with
 * {@code -Xrs}, signals end the process as they would without a handler.
 */
final class Signals {
  /** The signals that ask a process to end. */
  static final List<String> ENDING = List.of("TERM", "INT", "HUP");

  private Signals() {}

  /**
   * Runs a task, on a thread of its own, at each of these signals. A signal that the process was
   * started to ignore, as by nohup, stays ignored. The handlers are not inherited by programs that
   * this process starts.
   */
  static void on(List<String> names, Runnable task) {
    names.forEach(name -> handle(name, task));
  }

  private static void handle(String name, Runnable task) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handler}, new Calls(task));
      Object wanted = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, wanted, proxy);
    } catch (ReflectiveOperationException absent) {
      // Windows has no HUP: the process then ends as it would without a handler.
    }
  }

  /** Answers the one method of the handler's interface. */
  private record Calls(Runnable task) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] args) {
      if (method.getName().equals("handle")) {
        task.run();
        return null;
      }
      throw new UnsupportedOperationException(method.getName());
    }
  }
}
