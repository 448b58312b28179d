/** The environment cannot be used. Its message is for the terminal: one line for each problem. */
export class ConfigError extends Error {
  /** Every problem found, each naming its variable, the value unless it is secret, and what is wanted. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? "1 setting is" : `${problems.length} settings are`;
    super([`Cannot start: ${count} wrong`, ...problems.map((problem) => `  - ${problem}`)].join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}
