import { addApiClient } from '../cli/actions/api-clients.ts';
import { setCallBack } from '../cli/actions/call-back.ts';
import { addMember, addNumber, addPerson, createDepartment } from '../cli/actions/departments.ts';
import { addNoticeAddress, setNotices } from '../cli/actions/notices.ts';
import { addToFrontDesk } from '../cli/actions/front-desk.ts';
import { giveHouseRole } from '../cli/actions/house-roles.ts';
import {
  addDepartmentAddress,
  addPartner,
  addPartnerFunction,
  addPartnerKey,
} from '../cli/actions/partners.ts';
import { addRoomMember } from '../cli/actions/room-members.ts';
import { setRoomNotices } from '../cli/actions/room-notices.ts';
import { findApiClient, findDepartment, findPartner } from '../cli/find.ts';
import type { Database } from '@kuvert/platform/postgres/database';
import { apiScopes } from '@kuvert/shared/api-scopes';
import type { Clock } from '@kuvert/shared/clock';
import {
  asId,
  type DepartmentId,
  type PartnerId,
  type PersonId,
  type Randomness,
} from '@kuvert/shared/ids';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';

/** Numbers from the series that the Swedish Post and Telecom Authority keeps for fiction. */
const departments = [
  { name: 'Socialtjänsten', number: '+46846500410', callBack: '08-465 004 11' },
  { name: 'Vård och omsorg', number: '+46846500420', callBack: '08-465 004 21' },
  { name: 'Miljö och bygg', number: '+46846500430', callBack: '08-465 004 31' },
] as const;

const unassigned = 'Ofördelat';

/**
 * Who can log in at the demonstration provider, by `subject`, or by a card, and where they work. Both know them by their
 * HSA-id, which they are known by here.
 */
export const demonstrationPeople = [
  {
    subject: 'anna',
    hsaId: 'SE2321000016-ANNA',
    name: 'Anna Lind',
    departments: ['Socialtjänsten'],
  },
  {
    subject: 'bjorn',
    hsaId: 'SE2321000016-BJORN',
    name: 'Björn Ek',
    departments: ['Socialtjänsten', 'Vård och omsorg'],
  },
  {
    subject: 'cecilia',
    hsaId: 'SE2321000016-CECILIA',
    name: 'Cecilia Åberg',
    departments: ['Vård och omsorg'],
  },
  {
    subject: 'dana',
    hsaId: 'SE2321000016-DANA',
    name: 'Dana Holm',
    departments: ['Miljö och bygg'],
  },
  {
    subject: 'erik',
    hsaId: 'SE2321000016-ERIK',
    name: 'Erik Sand (systemadministratör)',
    departments: [unassigned],
    isSystemAdministrator: true,
  },
  {
    subject: 'frida',
    hsaId: 'SE2321000016-FRIDA',
    name: 'Frida Vik (växeln)',
    departments: [],
    isFrontDesk: true,
  },
  {
    subject: 'gun',
    hsaId: 'SE2321000016-GUN',
    name: 'Gun Lag (granskare)',
    departments: [],
    isAuditor: true,
  },
] as const;

/** The number that the sample fax is sent to, and where it comes from. */
export const sampleFax = { to: departments[0].number, from: '+46317001234' } as const;

export const demonstrationNumbers: readonly { readonly name: string; readonly number: string }[] =
  departments;

/** The business system that the API can be tried as, and where it acts. */
export const demonstrationSystem = {
  name: 'Ärendesystemet',
  department: departments[0].name,
} as const;

/** The partner whose system can be played, and what it calls itself and the department that it writes to. */
export const demonstrationPartner = {
  name: 'Vårdcentralen Björken',
  department: departments[0].name,
  functionName: 'Remissmottagningen',
  functionNumber: '+46313900640',
  correspondence: {
    sender: '0203:bjorken.example',
    senderFunction: 'sdk:remissmottagningen:0203:bjorken.example',
    senderFunctionName: 'Remissmottagningen',
    recipient: '0203:exempelkommun.example',
    recipientFunction: 'sdk:socialtjansten:0203:exempelkommun.example',
  },
} as const;

/** The partner that is reached by SDK, and answers by itself what it is sent. */
export const demonstrationHospital = {
  name: 'Sjukhuset Granen',
  functionName: 'Utskrivningen',
  functionNumber: '+46313900650',
  correspondence: {
    sender: '0203:granen.example',
    senderFunction: 'sdk:utskrivningen:0203:granen.example',
    senderFunctionName: 'Utskrivningen',
    recipient: demonstrationPartner.correspondence.recipient,
    recipientFunction: demonstrationPartner.correspondence.recipientFunction,
  },
} as const;

/** Levels that the demonstration's provider gives: LoA3 as usual, LoA4 where a department of the room demands it. */
export const demonstrationAcr = [
  'http://id.sambi.se/loa/loa3',
  'http://id.sambi.se/loa/loa4',
] as const;

/** The partner without any system, whose people write and read in the room; they log in at the same provider. */
export const demonstrationRoom = {
  name: 'Vårdcentralen Linden',
  domain: '0203:linden.example',
  functionName: 'Läkarexpeditionen',
  functionAddress: 'room:lakarexpeditionen:0203:linden.example',
  functionNumber: '+46313900660',
  noticeAddress: 'lakarexpeditionen@linden.example',
  person: { subject: 'gunnel', hsaId: 'SE2321000016-GUNNEL', name: 'Gunnel Strand' },
} as const;

/** The department that is told by mail, and where. */
export const demonstrationNotices = {
  department: departments[0].name,
  address: 'socialtjansten@exempelkommun.example',
  untakenMinutes: 15,
} as const;

interface Deps {
  /** The database owner's. */
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly keyWrapper: KeyWrapper;
}

/**
 * Creates what the demonstration shows, once; true when it was created now.
 * The provider's issuer follows its port, so it is brought up to date at every start.
 */
export const seedDemonstration = async (deps: Deps, issuer: string): Promise<boolean> => {
  const found = await deps.database.query('select from department where unassigned');
  if (found.rowCount !== 0) {
    for (const { subject, hsaId } of demonstrationPeople)
      await knowBy(deps.database, 'person', { issuer, subject, hsaId });
    return false;
  }
  const ids = await seedDepartments(deps);
  await seedPeople(deps, issuer, ids);
  await seedNotices(deps);
  return true;
};

/** By this issuer and the HSA-id; also in a house of before people had one. */
const knowBy = async (
  database: Database,
  table: 'person' | 'room_person',
  of: { readonly issuer: string; readonly subject: string; readonly hsaId: string },
): Promise<void> => {
  await database.query(`update ${table} set issuer = $1, subject = $2 where subject in ($2, $3)`, [
    of.issuer,
    of.hsaId,
    of.subject,
  ]);
};

const seedDepartments = async (deps: Deps): Promise<ReadonlyMap<string, DepartmentId>> => {
  const ids = new Map<string, DepartmentId>();
  for (const { name, number, callBack } of departments) {
    const { departmentId } = await createDepartment(deps)({ name });
    await addNumber(deps)({ number, departmentId });
    await setCallBack(deps)({ departmentId, number: callBack });
    ids.set(name, departmentId);
  }
  const { departmentId } = await createDepartment(deps)({ name: unassigned, unassigned: true });
  return ids.set(unassigned, departmentId);
};

const seedNotices = async (deps: Deps): Promise<void> => {
  const { department, address, untakenMinutes } = demonstrationNotices;
  const departmentId = await findDepartment(deps.database, department);
  const untaken = String(untakenMinutes);
  await setNotices(deps)({ departmentId, arrived: true, untaken, language: 'sv' });
  await addNoticeAddress(deps)({ departmentId, address });
};

const seedPeople = async (
  deps: Deps,
  issuer: string,
  ids: ReadonlyMap<string, DepartmentId>,
): Promise<void> => {
  const administrators: PersonId[] = [];
  for (const person of demonstrationPeople) {
    const { hsaId, name, departments: names } = person;
    const personId = await addPerson(deps)({ issuer, subject: hsaId, name });
    if ('isFrontDesk' in person) await addToFrontDesk(deps)(personId);
    if ('isAuditor' in person) await giveHouseRole(deps)({ personId, role: 'auditor' });
    if ('isSystemAdministrator' in person) administrators.push(personId);
    for (const department of names)
      await addMember(deps)({
        personId,
        departmentId: ids.get(department) ?? asId<'department'>(''),
      });
  }
  // at last: who has it is told of every role that is given after that
  for (const personId of administrators)
    await giveHouseRole(deps)({ personId, role: 'system-administrator' });
};

/** Makes the partner without a system known, once, and lets its person into the room. */
export const seedRoom = async (deps: Deps, issuer: string): Promise<void> => {
  const { name, domain, functionName, functionAddress, functionNumber, noticeAddress, person } =
    demonstrationRoom;
  const { rowCount } = await deps.database.query('select from partner where name = $1', [name]);
  if (rowCount !== 0) {
    await knowBy(deps.database, 'room_person', { issuer, ...person });
    return;
  }
  const id = await addPartner(deps)({ name, domain });
  const functionId = asId<'partner-function'>(
    await addPartnerFunction(deps)(id, {
      name: functionName,
      address: functionAddress,
      number: functionNumber,
    }),
  );
  await addRoomMember(deps)(functionId, { issuer, subject: person.hsaId, name: person.name });
  await setRoomNotices(deps)({ functionId, address: noticeAddress, language: 'sv' });
};

/** Makes the business system known under this secret, once, also in a house of before there was one; its id. */
export const seedApiClient = async (deps: Deps, secret: string): Promise<PersonId> => {
  const { name, department } = demonstrationSystem;
  const { rowCount } = await deps.database.query(
    `select from api_client c join person p on p.id = c.id where p.name = $1`,
    [name],
  );
  if (rowCount !== 0) return findApiClient(deps.database, name);
  const departmentId = await findDepartment(deps.database, department);
  const input = { name, departmentId, scopes: apiScopes, secret };
  return (await addApiClient(deps)(input)).clientId;
};

/** Makes the partner known by its public key, once, also in a house of before there was one; its id. */
export const seedPartner = async (deps: Deps, publicKey: string): Promise<PartnerId> => {
  const { name, department, functionName, functionNumber, correspondence } = demonstrationPartner;
  const { rowCount } = await deps.database.query('select from partner where name = $1', [name]);
  if (rowCount !== 0) return findPartner(deps.database, name);
  const id = await addPartner(deps)({ name, domain: correspondence.sender });
  await addPartnerKey(deps)(id, publicKey);
  await addPartnerFunction(deps)(id, {
    name: functionName,
    address: correspondence.senderFunction,
    number: functionNumber,
  });
  await addDepartmentAddress(deps)(await findDepartment(deps.database, department), {
    organisation: correspondence.recipient,
    address: correspondence.recipientFunction,
  });
  return id;
};

/** Makes the hospital known by its address in SDK, once; after the partner, who writes to the same department. */
export const seedHospital = async (deps: Deps): Promise<void> => {
  const { name, functionName, functionNumber, correspondence } = demonstrationHospital;
  const { rowCount } = await deps.database.query('select from partner where name = $1', [name]);
  if (rowCount !== 0) return;
  const id = await addPartner(deps)({ name, domain: correspondence.sender });
  await addPartnerFunction(deps)(id, {
    name: functionName,
    sdkAddress: correspondence.senderFunction,
    number: functionNumber,
  });
};
