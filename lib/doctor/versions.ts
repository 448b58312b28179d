import { VERSION } from "@/lib/services/version.ts";
import { type Finding, note, ok } from "./finding.ts";

/** What this program is tested on. */
const DENO = { major: 2, minor: 9 };

/** Version of the program, of Deno, and the machine's kind. */
export function examineVersions(
  deno: string = Deno.version.deno,
  machine = `${Deno.build.os} ${Deno.build.arch}`,
): Finding[] {
  const [major = 0, minor = 0] = deno.split(".").map(Number);
  const isOld = major < DENO.major || (major === DENO.major && minor < DENO.minor);
  const text = `Quarterhour ${VERSION} on Deno ${deno} (${machine})`;
  return [
    isOld
      ? note(
        `${text}, which is older than ${DENO.major}.${DENO.minor}`,
        "Run it with `npx -y deno@2.9.6 task start`",
      )
      : ok(text),
  ];
}
