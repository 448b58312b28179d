/** What this needs of Debian. */
export const ROUTER_NEEDS = [
  { path: "/usr/sbin/haproxy", package: "haproxy" },
  { path: "/usr/bin/openssl", package: "openssl" },
] as const;
