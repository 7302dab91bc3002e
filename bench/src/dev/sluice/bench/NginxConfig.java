package dev.sluice.bench;

import java.nio.file.Path;

/**
 * The configuration of nginx as a plain proxy: 2 workers, nothing buffered to disk, keep-alive on
 * both sides, no log.
 */
final class NginxConfig {

  private NginxConfig() {}

  static String text(Path folder, int port, int upstream) {
    return TEXT.replace("USER", "root".equals(System.getProperty("user.name")) ? "user root;" : "")
        .replace("FOLDER", folder.toString())
        .replace("UPSTREAM", "127.0.0.1:" + upstream)
        .replace("LISTEN", "127.0.0.1:" + port);
  }

  private static final String TEXT =
      """
      USER
      daemon off;
      worker_processes 2;
      worker_rlimit_nofile 20000;
      pid FOLDER/pid;
      error_log FOLDER/error.log;
      events { worker_connections 8192; }
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        client_max_body_size 64m;
        client_body_buffer_size 1m;
        keepalive_timeout 600s;
        keepalive_requests 1000000000;
        upstream mock {
          server UPSTREAM;
          keepalive 2048;
          keepalive_requests 1000000000;
          keepalive_timeout 600s;
        }
        server {
          listen LISTEN backlog=8192;
          location / {
            proxy_pass http://mock;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffering off;
            proxy_read_timeout 600s;
          }
        }
      }
      """;
}
