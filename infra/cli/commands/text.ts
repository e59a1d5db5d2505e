import { readAgain } from '../actions/reading.ts';
import { optionalOption, type Command } from '../command.ts';

export const textAgain: Command = {
  name: 'text again',
  options: { message: { type: 'string' } },
  optionHelp: [
    '  --message ID  this one, whatever came of it: its text and searchable PDF are made anew',
  ],
  summary: 'lets the mailbox try anew the faxes that it gave up reading by machine',
  run: async (context) => {
    const faxes = await readAgain(await context.house(), optionalOption(context, 'message'));
    return {
      lines: [faxes === 0 ? 'There is no such fax.' : `Faxes that are read again: ${faxes}`],
      data: { faxes },
    };
  },
};
