/**
 * Builds the image with Debian's packages alone and runs it as OpenShift would: a random user, a read-only root, no
 * capabilities, 512 MiB, and no network but loopback. Prints what it measures; ends with 1 when a promise is not kept.
 *
 *     deno task image:test [refusals] [demo] [year] [kills]
 *
 * Root is needed for what podman does here. Packages that are missing are installed. It takes some minutes, and leaves the
 * two base images in podman's storage for the next time.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { ensurePackages, say } from "../_debian.ts";
import { ROOT } from "../_server.ts";
import { ms, textOf } from "../bench/report.ts";
import { reportContents } from "./contents.ts";
import { build, download, makeBases, removeImage } from "./prepare.ts";

const NEEDS = [
  { path: "/usr/bin/podman", package: "podman" },
  { path: "/usr/bin/buildah", package: "buildah" },
  { path: "/usr/sbin/runc", package: "runc" },
  { path: "/usr/bin/mmdebstrap", package: "mmdebstrap" },
  { path: "/usr/bin/unshare", package: "util-linux" },
  { path: "/usr/bin/ip", package: "iproute2" },
] as const;

const problem = await ensurePackages("The image's tests", NEEDS);
if (problem !== null || Deno.uid() !== 0) {
  say(problem ?? "Run this as root: podman is to make containers with limits and users of their own");
  Deno.exit(1);
}
const scratch = await Deno.makeTempDir({ prefix: "quarterhour-image-" });
let code = 1;
try {
  await makeBases(scratch);
  const downloads = await download(scratch);
  const began = performance.now();
  await build(downloads);
  say(`Built without a network in ${ms(performance.now() - began)}\n`);
  const contents = await reportContents(scratch);
  Deno.stdout.writeSync(new TextEncoder().encode(`${textOf(contents)}\n`));
  const isWhole = contents.figures.every(({ reached }) => reached !== false);
  code = await inside() || (isWhole ? 0 : 1);
} finally {
  await removeImage();
  await Deno.remove(scratch, { recursive: true });
}
Deno.exit(code);

/** Runs the containers in a network of this test's own. */
async function inside(): Promise<number> {
  const script = fileURLToPath(new URL("inside.ts", import.meta.url));
  const deno = [
    Deno.execPath(),
    "run",
    "--allow-all",
    `--config=${ROOT}/deno.test.json`,
    script,
    scratch,
    ...Deno.args,
  ];
  return (await new Deno.Command("unshare", { args: ["--net", ...deno] }).spawn().status).code;
}
