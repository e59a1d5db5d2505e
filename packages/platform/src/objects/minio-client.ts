import http from 'node:http';
import https from 'node:https';
import { Client } from 'minio';

export interface MinioOptions {
  readonly endPoint: string;
  /** The scheme's own port unless given. */
  readonly port?: number;
  readonly useTls: boolean;
  readonly accessKey: string;
  readonly secretKey: string;
  /** `us-east-1` unless the server calls itself something else (Garage does). */
  readonly region?: string;
  /** Deadline of every request from its first byte to its last, in milliseconds; 30 000 unless told. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 30_000;
/** Idle connections are dropped before usual servers and proxies drop them and a request runs into it. */
const idleMs = 4000;
const maxConnections = 64;
/**
 * One request an object: in a multipart upload the condition that keeps an object from being overwritten
 * wouldn't stand in the request that counts.
 */
export const maxObjectBytes = 1024 ** 3;

/** MinIO's client with a deadline on every request; it has none of its own. */
export const createMinioClient = (options: MinioOptions): Client => {
  const { request, Agent } = options.useTls ? https : http;
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  return new Client({
    endPoint: options.endPoint,
    ...(options.port === undefined ? {} : { port: options.port }),
    useSSL: options.useTls,
    accessKey: options.accessKey,
    secretKey: options.secretKey,
    region: options.region ?? 'us-east-1',
    partSize: maxObjectBytes,
    // work is tried again as a whole; the client's own retries write to the console
    retryOptions: { disableRetry: true },
    transportAgent: new Agent({ keepAlive: true, maxSockets: maxConnections, timeout: idleMs }),
    transport: { request: withDeadline(request, timeoutMs) },
  });
};

/** The signal ends the response's body too, not the wait for its first byte alone. */
const withDeadline = (request: typeof http.request, timeoutMs: number): typeof http.request => {
  const timed = (
    options: http.RequestOptions,
    onResponse?: (response: http.IncomingMessage) => void,
  ): http.ClientRequest =>
    request({ ...options, signal: AbortSignal.timeout(timeoutMs) }, onResponse);
  // the client calls it in this one form of its overloads
  return timed as typeof http.request;
};
