/** Degrees clockwise by which one sees a page turned. */
export type Turn = 0 | 90 | 180 | 270;

const next: Record<Turn, Turn> = { 0: 90, 90: 180, 180: 270, 270: 0 };

/** A quarter further. */
export const nextTurn = (turn: Turn): Turn => next[turn];
