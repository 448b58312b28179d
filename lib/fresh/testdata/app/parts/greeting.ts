/** Something to load late. */
export function greeting(name: string): string {
  return `greetings from a ${name}`;
}
