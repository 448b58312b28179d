/** What the kernel counts for a container. */
export interface Gauge {
  /** Bytes now, as the platform counts and limits them: without file pages that can be dropped at once. */
  workingSet(): Promise<number>;
  /** Most bytes ever, file pages included. */
  peak(): Promise<number>;
  /** Milliseconds of processor time so far: unlike a time by the clock, the same on a machine that is busy. */
  cpuMs(): Promise<number>;
}

/** The gauge of the groups that a process is in; groups of both versions are known. */
export async function gaugeOf(pid: number): Promise<Gauge> {
  const groups = (await Deno.readTextFile(`/proc/${pid}/cgroup`)).trim().split("\n").map((line) =>
    line.split(":")
  );
  const pathOf = (controller: string) => groups.find(([, each]) => each === controller)?.[2];
  const [memory, cpu, unified] = [pathOf("memory"), pathOf("cpuacct"), `/sys/fs/cgroup${pathOf("")}`];
  const cpuMs = cpu === undefined
    ? async () =>
      Number(/^usage_usec (\d+)$/m.exec(await Deno.readTextFile(`${unified}/cpu.stat`))?.[1]) / 1e3
    : async () => await numberIn(`/sys/fs/cgroup/cpuacct${cpu}/cpuacct.usage`) / 1e6;
  if (memory === undefined) {
    return { cpuMs, ...bytesIn(unified, "memory.current", "memory.peak", "inactive_file") };
  }
  const folder = `/sys/fs/cgroup/memory${memory}`;
  return {
    cpuMs,
    ...bytesIn(folder, "memory.usage_in_bytes", "memory.max_usage_in_bytes", "total_inactive_file"),
  };
}

function bytesIn(folder: string, current: string, peak: string, inactiveFile: string) {
  return {
    workingSet: async () => {
      const stat = await Deno.readTextFile(`${folder}/memory.stat`);
      const inactive = Number(new RegExp(`^${inactiveFile} (\\d+)$`, "m").exec(stat)?.[1]);
      return await numberIn(`${folder}/${current}`) - inactive;
    },
    peak: () => numberIn(`${folder}/${peak}`),
  };
}

async function numberIn(path: string): Promise<number> {
  return Number(await Deno.readTextFile(path));
}

/** The highest working set during some work, looked at four times a second, bytes. */
export async function highest(gauge: Gauge, work: () => Promise<void>): Promise<number> {
  let most = await gauge.workingSet();
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(async () => {
      most = Math.max(most, await gauge.workingSet());
    });
  }, 250);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  await looking;
  return Math.max(most, await gauge.workingSet());
}
