/**
 * Moves places as little as it takes for each to be `gap` from its neighbours, in their order; those of one place keep
 * the order in which they came.
 * @param low least place
 * @param high greatest; where all do not fit between, they reach beyond it
 */
export function spreadApart(places: readonly number[], gap: number, low: number, high: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  // Neighbours that touch become one group, in the middle of where its members want to be.
  const groups: { members: number[]; start: number }[] = [];
  const startOf = (members: readonly number[]) => {
    const wanted = members.reduce((sum, index, i) => sum + (places[index] ?? 0) - i * gap, 0) /
      members.length;
    return Math.max(low, Math.min(wanted, high - (members.length - 1) * gap));
  };
  for (const index of order) {
    let group = { members: [index], start: startOf([index]) };
    for (let before = groups.at(-1); before !== undefined; before = groups.at(-1)) {
      if (before.start + before.members.length * gap <= group.start) break;
      groups.pop();
      const members = [...before.members, ...group.members];
      group = { members, start: startOf(members) };
    }
    groups.push(group);
  }
  const found = places.map(() => low);
  for (const { members, start } of groups) {
    for (const [i, index] of members.entries()) found[index] = start + i * gap;
  }
  return found;
}
