/** "1 page", "3 pages". */
export const countOf = (n: number, one: string, many: string): string =>
  `${n} ${n === 1 ? one : many}`;
