/**
 * An image's health check: one service runs in a container, and answers on its own operations port
 * (KUVERT_…_OPERATIONS_PORT; docs/operators-guide.md), or on the one that is given.
 */
const ports = process.argv.length > 2 ? process.argv.slice(2) : ['8090', '8091', '8092'];

const answers = await Promise.all(
  ports.map((port) =>
    fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(3_000) }).then(
      ({ ok }) => ok,
      () => false,
    ),
  ),
);
process.exitCode = answers.includes(true) ? 0 : 1;
