/** What the kernel counts for a container. */
export interface MemoryGauge {
  /** Bytes now, as the platform counts and limits them: without file pages that can be dropped at once. */
  workingSet(): Promise<number>;
  /** Most bytes ever, file pages included. */
  peak(): Promise<number>;
}

/** The gauge of the group that a process is in; groups of both versions are known. */
export async function memoryOf(pid: number): Promise<MemoryGauge> {
  const groups = (await Deno.readTextFile(`/proc/${pid}/cgroup`)).trim().split("\n").map((line) =>
    line.split(":")
  );
  const old = groups.find(([, controllers]) => controllers === "memory")?.[2];
  const unified = groups.find(([, controllers]) => controllers === "")?.[2];
  return old === undefined
    ? gauge(`/sys/fs/cgroup${unified}`, "memory.current", "memory.peak", "inactive_file")
    : gauge(
      `/sys/fs/cgroup/memory${old}`,
      "memory.usage_in_bytes",
      "memory.max_usage_in_bytes",
      "total_inactive_file",
    );
}

function gauge(folder: string, current: string, peak: string, inactiveFile: string): MemoryGauge {
  const read = async (name: string) => Number(await Deno.readTextFile(`${folder}/${name}`));
  return {
    workingSet: async () => {
      const stat = await Deno.readTextFile(`${folder}/memory.stat`);
      const inactive = Number(new RegExp(`^${inactiveFile} (\\d+)$`, "m").exec(stat)?.[1]);
      return await read(current) - inactive;
    },
    peak: () => read(peak),
  };
}

/** The highest working set during some work, looked at four times a second, bytes. */
export async function highest(gauge: MemoryGauge, work: () => Promise<void>): Promise<number> {
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
