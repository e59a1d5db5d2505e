import { expect, it } from 'vitest';

import { createIntakeDoor } from './intake-door.ts';

/** A door, what is told of it, and how often the database was asked. */
const openDoor = (attended: boolean) => {
  const state = { attended, asked: 0 };
  const told: string[] = [];
  const door = createIntakeDoor({
    isAttended: async () => {
      state.asked += 1;
      return state.attended;
    },
    events: {
      intakeOpened: () => told.push('opened'),
      intakeClosed: () => told.push('closed'),
      leftUnattended: () => told.push('left unattended'),
    },
  });
  return { door, state, told };
};

it('nothing passes while nobody takes care of unassigned faxes', async () => {
  const { door, told } = openDoor(false);
  await expect(door.pass()).rejects.toMatchObject({ code: 'intake-closed', kind: 'unavailable' });
  await expect(door.pass()).rejects.toMatchObject({ code: 'intake-closed' });
  expect(told).toEqual(['closed']);
});

it('what comes passes as soon as somebody does', async () => {
  const { door, state, told } = openDoor(false);
  await door.look();
  state.attended = true;
  await door.pass();
  expect([await door.isOpen(), told]).toEqual([true, ['closed', 'opened']]);
});

it('stays open when the last one leaves, which is told once, and so is who comes after', async () => {
  const { door, state, told } = openDoor(true);
  await door.pass();
  state.attended = false;
  await door.look();
  await door.look();
  await door.pass();
  state.attended = true;
  await door.look();
  expect(told).toEqual(['opened', 'left unattended', 'opened']);
});

it('a thousand who come at once ask the database once, and nobody asks once it is open', async () => {
  const { door, state } = openDoor(true);
  await Promise.all(Array.from({ length: 1000 }, () => door.pass()));
  await door.pass();
  expect(state.asked).toBe(1);
});
