import { resolve } from 'node:path';

import { createFaxEngine, DEFAULT_ENGINE_OPTIONS, type FaxEngine } from '../engine.ts';
import { readArguments } from './arguments.ts';
import { deadlineOf, engineLimits } from './engine-limits.ts';
import { asRefusal } from './refusal.ts';
import { run } from './run.ts';

const EXIT_DONE = 0;
const EXIT_REFUSED = 3;

let engine: FaxEngine | undefined;

// Until it is done it is not: should the event loop run dry on the way, this is the exit code.
process.exitCode = EXIT_REFUSED;

/** The one place where the program ends. */
function finish(code: number, text: string): void {
  process.exitCode = code;
  process.stdout.write(text, () => {
    void Promise.resolve(engine?.close()).finally(() => process.exit(code));
  });
}

function refuse(error: unknown): void {
  const { code, message } = asRefusal(error);
  process.stderr.write(`fax-document: ${code}: ${message}\n`);
  finish(EXIT_REFUSED, `${JSON.stringify({ refused: code })}\n`);
}

// Whoever reads our output may go; that is no reason for another exit code or a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('uncaughtException', refuse);

// A package manager runs us in its own folder and says where it was called.
const base = process.env['INIT_CWD'] ?? process.cwd();

try {
  const { maxBytes } = DEFAULT_ENGINE_OPTIONS;
  const command = readArguments(process.argv.slice(2));
  // `performance` counts from the start of the process: on a busy machine that takes seconds itself.
  const deadline = deadlineOf(command);
  const signal = AbortSignal.timeout(Math.max(0, Math.ceil(deadline - performance.now())));
  engine = createFaxEngine(await engineLimits(command, process.env['PATH'] ?? ''));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const here = { timeZone, now: () => new Date(), resolve: (path: string) => resolve(base, path) };
  const timeLeft = (): number => deadline - performance.now();
  const context = { engine, maxBytes, signal, timeLeft, ...here };
  finish(EXIT_DONE, await run(command, context));
} catch (error) {
  refuse(error);
}
