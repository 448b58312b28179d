import { formatInteger } from "@/lib/market/format.ts";
import type { LeftAloneView } from "@/lib/services/left_alone.ts";

/** Options of {@link LeftAlone}. */
export interface LeftAloneProps {
  readonly files: LeftAloneView;
}

/** Files named; a volume that another program filled may hold thousands. */
const NAMED = 8;

/** Lines of a list: files of the volume that cannot be read or are not ours. Nothing where there are none. */
export function LeftAlone({ files: { foreign, damaged } }: LeftAloneProps) {
  return (
    <>
      {damaged.slice(0, NAMED).map(({ path, reason }) => (
        <li key={path}>
          Left as it is, and counted for nothing: <code>{path}</code>. {reason}.
        </li>
      ))}
      {damaged.length > NAMED && <li>So are {formatInteger(damaged.length - NAMED)} more files of ours.</li>}
      {foreign.length > 0 && (
        <li>
          Left alone, not ours: {foreign.slice(0, NAMED).map((path, i) => (
            <>
              {i > 0 && ", "}
              <code>{path}</code>
            </>
          ))}
          {foreign.length > NAMED && ` and ${formatInteger(foreign.length - NAMED)} more`}
        </li>
      )}
    </>
  );
}
