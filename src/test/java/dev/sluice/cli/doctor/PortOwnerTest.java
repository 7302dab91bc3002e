package dev.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class PortOwnerTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_process_that_listens_is_named() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      PortOwner owner = Objects.requireNonNull(PortOwner.of(port));

      assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(owner.describe()).startsWith("pid " + owner.pid() + " (").contains("java");
    }
    assertThat(PortOwner.of(port)).isNull();
  }
}
