import { JobProcess, type JobProgram } from './job-process.ts';
import { readReply, type Job, type Reply } from './protocol.ts';

const PARSER: JobProgram<Reply> = { module: new URL('./child', import.meta.url), readReply };

/** One child process that parses. */
export class ParserProcess extends JobProcess<Job, Reply> {
  constructor() {
    super(PARSER);
  }
}
