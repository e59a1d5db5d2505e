/** A command that a client program sent to hfaxd, and the last line of what it answered. */
export interface Exchange {
  readonly command: string;
  /** 0 while there is no answer. */
  readonly code: number;
  readonly text: string;
}

/** The server's greeting, or its refusal to talk, stands before any command. */
export const greeting = '';

/**
 * Reads what a client program says of the protocol with `-v` (libhylafax/FaxClient.c++: vcommand, getReply): `-> `
 * and the command, written down before it is sent, then the lines that came.
 */
export const exchanges = (output: string): readonly Exchange[] => {
  let last: Exchange = { command: greeting, code: 0, text: '' };
  const found: Exchange[] = [];
  for (const line of output.split(/\r?\n/)) {
    const command = /^-> (.*)$/.exec(line)?.[1];
    const [, code, text] = /^(\d{3}) (.*)$/.exec(line) ?? [];
    if (command !== undefined) {
      found.push(last);
      last = { command, code: 0, text: '' };
    } else if (code !== undefined && text !== undefined) {
      last = { ...last, code: Number(code), text };
    }
  }
  return [...found, last];
};
