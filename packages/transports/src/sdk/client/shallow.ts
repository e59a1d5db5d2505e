const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = Buffer.from('"\\[]{}');

/** Whether JSON in UTF-8 is nested no deeper than that, before anything parses it; of what is no JSON it says nothing. */
export const isShallow = (bytes: Uint8Array, deepest: number): boolean => {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = endOfText(bytes, at);
    else if (byte === openBracket || byte === openBrace) depth += 1;
    else if (byte === closeBracket || byte === closeBrace) depth -= 1;
    if (depth > deepest) return false;
  }
  return true;
};

/** Of the text that begins at a quote: its other one, or the end of all. */
const endOfText = (bytes: Uint8Array, begin: number): number => {
  for (let end = begin; ;) {
    end = bytes.indexOf(quote ?? 0, end + 1);
    if (end < 0) return bytes.length;
    if (!isEscaped(bytes, end)) return end;
  }
};

const isEscaped = (bytes: Uint8Array, at: number): boolean => {
  let slashes = 0;
  while (bytes[at - 1 - slashes] === backslash) slashes += 1;
  return slashes % 2 === 1;
};
