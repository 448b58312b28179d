/** Where a router listens, and what it stands before. */
export interface RouterConfig {
  /** Port for TLS, on loopback. */
  readonly port: number;
  /** Folder of the socket between the two halves, and of `router.pem`. */
  readonly folder: string;
  /** `host:port` of the pod. */
  readonly pod: string;
  /** Of the route's backend, as {@linkcode "./_route.ts"} translates annotations. */
  readonly backend: readonly string[];
}

/**
 * Configuration of HAProxy with the values of OpenShift's router (its template's defaults): connections are taken and
 * passed on in TCP mode, TLS ends in the second half, and the pod is asked over plain HTTP. Each request is one line of
 * JSON on standard output, with HAProxy's code for how it ended.
 */
export function haproxyConfig({ port, folder, pod, backend }: RouterConfig): string {
  return `
global
  log stdout format raw local0
  maxconn 1000
  tune.maxrewrite 8192
  tune.bufsize 32768
  ssl-default-bind-options ssl-min-ver TLSv1.2

defaults
  timeout connect 5s
  timeout client 30s
  timeout client-fin 1s
  timeout server 30s
  timeout server-fin 1s
  timeout http-request 10s
  timeout http-keep-alive 300s
  timeout tunnel 1h

frontend public_ssl
  mode tcp
  bind 127.0.0.1:${port}
  tcp-request inspect-delay 5s
  tcp-request content accept if { req_ssl_hello_type 1 }
  default_backend be_sni

backend be_sni
  mode tcp
  server fe_sni unix@${folder}/sni.sock weight 1 send-proxy

frontend fe_sni
  mode http
  bind unix@${folder}/sni.sock ssl crt ${folder}/router.pem accept-proxy
  log global
  log-format '{"method":"%HM","path":"%HP","status":%ST,"lastedMs":%Tt,"end":"%ts"}'
  http-request del-header Proxy
  http-request set-header Host %[req.hdr(Host),lower]
  default_backend be_edge_http

backend be_edge_http
  mode http
  option redispatch
  option forwardfor
  balance random
  timeout check 5000ms
  http-request add-header X-Forwarded-Host %[req.hdr(host)]
  http-request add-header X-Forwarded-Port %[dst_port]
  http-request add-header X-Forwarded-Proto https if { ssl_fc }
${backend.map((line) => `  ${line}\n`).join("")}  server pod ${pod} cookie pod weight 1
`;
}
