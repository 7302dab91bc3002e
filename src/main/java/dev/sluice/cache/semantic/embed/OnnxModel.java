package dev.sluice.cache.semantic.embed;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.LongBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The sentence model in ONNX Runtime, in a class loader of its own: the libraries are optional and
 * must be neither on the class path nor compiled against, so they are called by reflection. One
 * computation thread, which does not spin while it waits. For one thread at a time, never a virtual
 * one.
 */
final class OnnxModel implements AutoCloseable {
  private static final String MODEL = "all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";
  private static final String PACKAGE = "ai.onnxruntime.";

  private final URLClassLoader loader;
  private final WordPieces pieces;
  private final Object environment;
  private final Object session;
  private final Method tensor;
  private final Method run;
  private final Method output;
  private final Method value;

  private OnnxModel(URLClassLoader loader) throws IOException, ReflectiveOperationException {
    this.loader = loader;
    try (InputStream json = resource(loader, TOKENIZER)) {
      pieces = WordPieces.read(json);
    }
    Class<?> environments = loader.loadClass(PACKAGE + "OrtEnvironment");
    environment = environments.getMethod("getEnvironment").invoke(null);
    environments.getMethod("setTelemetry", boolean.class).invoke(environment, false);
    session = session(environments);
    tensor =
        loader
            .loadClass(PACKAGE + "OnnxTensor")
            .getMethod("createTensor", environments, LongBuffer.class, long[].class);
    run = session.getClass().getMethod("run", Map.class);
    output = loader.loadClass(PACKAGE + "OrtSession$Result").getMethod("get", int.class);
    value = loader.loadClass(PACKAGE + "OnnxValue").getMethod("getValue");
  }

  private Object session(Class<?> environments) throws IOException, ReflectiveOperationException {
    Class<?> options = loader.loadClass(PACKAGE + "OrtSession$SessionOptions");
    try (AutoCloseable made = (AutoCloseable) options.getConstructor().newInstance();
        InputStream model = resource(loader, MODEL)) {
      options.getMethod("setIntraOpNumThreads", int.class).invoke(made, 1);
      options.getMethod("setInterOpNumThreads", int.class).invoke(made, 1);
      options
          .getMethod("addConfigEntry", String.class, String.class)
          .invoke(made, "session.intra_op.allow_spinning", "0");
      return environments
          .getMethod("createSession", byte[].class, options)
          .invoke(environment, model.readAllBytes(), made);
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the session's options cannot be closed", e);
    }
  }

  private static InputStream resource(URLClassLoader loader, String name) throws IOException {
    InputStream in = loader.getResourceAsStream(name);
    if (in == null) {
      throw new IOException(name + " is in none of the jars");
    }
    return in;
  }

  /** Whether the folder holds jars at all. */
  static boolean isIn(Path folder) {
    return Files.isDirectory(folder)
        && folder.toFile().list((f, n) -> n.endsWith(".jar")) != null
        && jars(folder).length > 0;
  }

  /**
   * Loads the model from the jars in this folder.
   *
   * @throws IOException if it cannot be loaded, whatever the libraries threw
   */
  static OnnxModel load(Path folder) throws IOException {
    URLClassLoader loader =
        new URLClassLoader("semantic", jars(folder), ClassLoader.getPlatformClassLoader());
    try {
      return new OnnxModel(loader);
    } catch (IOException e) {
      loader.close();
      throw e;
    } catch (InvocationTargetException e) {
      loader.close();
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      loader.close();
      throw new IOException(e.toString(), e);
    }
  }

  private static URL[] jars(Path folder) {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : files) {
        jars.add(jar.toUri().toURL());
      }
    } catch (MalformedURLException e) {
      throw new IllegalStateException("every path is an address", e);
    } catch (IOException e) {
      return new URL[0];
    }
    return jars.toArray(URL[]::new);
  }

  /** How many tokens the text has. */
  int tokens(String text) {
    return pieces.count(text);
  }

  /** The mean of the last layer over the first so many tokens. */
  float[] mean(String text, int most) throws EmbeddingFailed {
    long[] ids = pieces.ids(text, most);
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (AutoCloseable words = tensor(ids);
        AutoCloseable mask = tensor(ones);
        AutoCloseable types = tensor(new long[ids.length]);
        AutoCloseable result =
            (AutoCloseable)
                run.invoke(
                    session,
                    Map.of("input_ids", words, "attention_mask", mask, "token_type_ids", types))) {
      return mean(((float[][][]) value.invoke(output.invoke(result, 0)))[0]);
    } catch (InvocationTargetException e) {
      throw new EmbeddingFailed("the embedding model failed: " + e.getCause());
    } catch (Exception e) {
      throw new EmbeddingFailed("the embedding model failed: " + e);
    }
  }

  private AutoCloseable tensor(long[] values) throws ReflectiveOperationException {
    long[] shape = {1, values.length};
    return (AutoCloseable) tensor.invoke(null, environment, LongBuffer.wrap(values), shape);
  }

  private static float[] mean(float[][] rows) {
    float[] mean = new float[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  @Override
  public void close() throws IOException {
    try {
      ((AutoCloseable) session).close();
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      loader.close();
    }
  }
}
