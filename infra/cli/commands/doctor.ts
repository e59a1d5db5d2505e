import type { Command } from '../command.ts';
import { doctorLines, runDoctor } from '../doctor/doctor.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'says in plain words what is wrong with the house, and what to do',
  optionHelp: ['  Exit status 0 when nothing is wrong; what is only worth a look does not count.'],
  run: async ({ house, clock }) => {
    const findings = await runDoctor(await house(), clock);
    return {
      lines: doctorLines(findings),
      data: { findings },
      ok: !findings.some(({ level }) => level === 'wrong'),
    };
  },
};
