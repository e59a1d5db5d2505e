/** A number as it is written, with a dot for each of its last `count` digits. */
export const hideLastDigits = (number: string, count: number): string => {
  const firstHidden = (number.match(/\d/g)?.length ?? 0) - count;
  let place = -1;
  return number.replaceAll(/\d/g, (digit) => {
    place += 1;
    return place < firstHidden ? digit : '•';
  });
};
