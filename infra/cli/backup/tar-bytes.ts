/** The bytes of one of tar-stream's streams: they iterate, and their types don't say so. */
export const bytesOf = (stream: { pipe: unknown }): AsyncIterable<Uint8Array> =>
  stream as unknown as AsyncIterable<Uint8Array>;
