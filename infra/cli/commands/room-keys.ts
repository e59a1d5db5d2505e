import { rotateRoomKey } from '../actions/room-keys.ts';
import { argument, type Command } from '../command.ts';
import { findPartnerFunction } from '../find.ts';

export const roomKeysRotate: Command = {
  name: 'room-keys rotate',
  arguments: 'FUNCTION',
  summary:
    'gives a function (by id) in the room a new key; the old one still opens what was sealed for it',
  run: async (context) => {
    const house = await context.house();
    const { clock, randomness } = context;
    const functionId = await findPartnerFunction(house.database, argument(context, 0));
    const keyWrapper = await house.keyWrapper();
    const rotate = rotateRoomKey({ database: house.database, clock, randomness, keyWrapper });
    const { keyId, recipient } = await rotate(functionId);
    return {
      lines: [`From now on what that function sends and gets is sealed for the new key ${keyId}.`],
      data: { functionId, keyId, recipient },
    };
  },
};
