import { attentionReasons } from '@kuvert/shared/attention';
import { describe, expect, it } from 'vitest';
import { announcedEn } from './announced-en.ts';
import { announcedSv } from './announced-sv.ts';
import { askingEn } from './asking-en.ts';
import { askingSv } from './asking-sv.ts';
import { adminEn } from './admin-en.ts';
import { adminSv } from './admin-sv.ts';
import { composeEn } from './compose-en.ts';
import { composeSv } from './compose-sv.ts';
import { contactsEn } from './contacts-en.ts';
import { contactsSv } from './contacts-sv.ts';
import { en as atStart } from './en.ts';
import { faxShareEn } from './fax-share-en.ts';
import { faxShareSv } from './fax-share-sv.ts';
import { frontDeskEn } from './front-desk-en.ts';
import { frontDeskSv } from './front-desk-sv.ts';
import { glassEn } from './glass-en.ts';
import { glassSv } from './glass-sv.ts';
import { incidentEn } from './incident-en.ts';
import { incidentSv } from './incident-sv.ts';
import { logEn } from './log-en.ts';
import { logSv } from './log-sv.ts';
import { lockedEn } from './locked-en.ts';
import { lockedSv } from './locked-sv.ts';
import { partnerEn } from './partner-en.ts';
import { partnerSv } from './partner-sv.ts';
import { plainEn } from './plain-en.ts';
import { plainSv } from './plain-sv.ts';
import { referralEn } from './referral-en.ts';
import { referralSv } from './referral-sv.ts';
import { roomEn } from './room-en.ts';
import { roomSv } from './room-sv.ts';
import { sessionEn } from './session-en.ts';
import { sessionSv } from './session-sv.ts';
import { sessionsEn } from './sessions-en.ts';
import { sessionsSv } from './sessions-sv.ts';
import { shortcutsEn } from './shortcuts-en.ts';
import { shortcutsSv } from './shortcuts-sv.ts';
import { sentEn } from './sent-en.ts';
import { sentSv } from './sent-sv.ts';
import { timelineEn } from './timeline-en.ts';
import { timelineSv } from './timeline-sv.ts';
import { sv as atStartSv } from './sv.ts';

const en = {
  ...atStart,
  admin: adminEn,
  announced: announcedEn,
  asking: askingEn,
  compose: composeEn,
  contacts: contactsEn,
  sent: sentEn,
  timeline: timelineEn,
  session: sessionEn,
  sessions: sessionsEn,
  shortcuts: shortcutsEn,
  incident: incidentEn,
  faxShare: faxShareEn,
  frontDesk: frontDeskEn,
  glass: glassEn,
  log: logEn,
  locked: lockedEn,
  partner: partnerEn,
  plain: plainEn,
  referral: referralEn,
  room: roomEn,
};
const sv = {
  ...atStartSv,
  admin: adminSv,
  announced: announcedSv,
  asking: askingSv,
  compose: composeSv,
  contacts: contactsSv,
  sent: sentSv,
  timeline: timelineSv,
  session: sessionSv,
  sessions: sessionsSv,
  shortcuts: shortcutsSv,
  incident: incidentSv,
  faxShare: faxShareSv,
  frontDesk: frontDeskSv,
  glass: glassSv,
  log: logSv,
  locked: lockedSv,
  partner: partnerSv,
  plain: plainSv,
  referral: referralSv,
  room: roomSv,
};

type Leaf = readonly [path: string, value: unknown];

const leaves = (value: unknown, path = ''): Leaf[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
    : [[path, value]];

describe.each([
  ['English', en],
  ['Swedish', sv],
])('%s', (_, words) => {
  it('has no empty word', () => {
    const empty = leaves(words).filter(([, value]) => value === '' || value === undefined);
    expect(empty).toEqual([]);
  });

  it('has a sentence for each reason why a fax waits for a person', () => {
    expect(Object.keys(words.attentionReasons).toSorted()).toEqual(
      [...attentionReasons].toSorted(),
    );
  });

  it('uses every value that a sentence is given', () => {
    const deaf = leaves(words).filter(
      ([, value]) =>
        typeof value === 'function' &&
        // 41 and 43 are found in no word; both forms of a plural show their number.
        !String(value(...(value.length === 1 ? [41] : [41, 43, 47]))).includes('41'),
    );
    expect(deaf.map(([path]) => path)).toEqual([]);
  });
});

const paths = (words: unknown) => leaves(words).map(([path]) => path);

it('says the same things in both languages', () => {
  expect(paths(sv)).toEqual(paths(en));
});

it('leaves no English sentence in Swedish', () => {
  const english = new Map(leaves(en));
  const same = leaves(sv).filter(
    ([path, value]) =>
      typeof value === 'string' && value.includes(' ') && english.get(path) === value,
  );
  expect(same.map(([path]) => path)).toEqual(['.pages.zooms.actual', '.pages.zooms.double']);
});
