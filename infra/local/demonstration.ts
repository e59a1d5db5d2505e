import { setCallBack } from '../cli/actions/call-back.ts';
import { addMember, addNumber, addPerson, createDepartment } from '../cli/actions/departments.ts';
import { addToFrontDesk } from '../cli/actions/front-desk.ts';
import type { Database } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { asId, type DepartmentId, type Randomness } from '@kuvert/shared/ids';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';

/** Numbers from the series that the Swedish Post and Telecom Authority keeps for fiction. */
const departments = [
  { name: 'Socialtjänsten', number: '+46846500410', callBack: '08-465 004 11' },
  { name: 'Vård och omsorg', number: '+46846500420', callBack: '08-465 004 21' },
  { name: 'Miljö och bygg', number: '+46846500430', callBack: '08-465 004 31' },
] as const;

const unassigned = 'Ofördelat';

/** Who can log in at the demonstration provider, and where they work. */
export const demonstrationPeople = [
  { subject: 'anna', name: 'Anna Lind', departments: ['Socialtjänsten'] },
  { subject: 'bjorn', name: 'Björn Ek', departments: ['Socialtjänsten', 'Vård och omsorg'] },
  { subject: 'cecilia', name: 'Cecilia Åberg', departments: ['Vård och omsorg'] },
  { subject: 'dana', name: 'Dana Holm', departments: ['Miljö och bygg'] },
  { subject: 'erik', name: 'Erik Sand (systemadministratör)', departments: [unassigned] },
  { subject: 'frida', name: 'Frida Vik (växeln)', departments: [], isFrontDesk: true },
] as const;

/** The number that the sample fax is sent to, and where it comes from. */
export const sampleFax = { to: departments[0].number, from: '+46317001234' } as const;

export const demonstrationNumbers: readonly { readonly name: string; readonly number: string }[] =
  departments;

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
    await deps.database.query('update person set issuer = $1 where subject = any($2)', [
      issuer,
      demonstrationPeople.map(({ subject }) => subject),
    ]);
    return false;
  }
  const ids = await seedDepartments(deps);
  await seedPeople(deps, issuer, ids);
  return true;
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

const seedPeople = async (
  deps: Deps,
  issuer: string,
  ids: ReadonlyMap<string, DepartmentId>,
): Promise<void> => {
  for (const person of demonstrationPeople) {
    const { subject, name, departments: names } = person;
    const personId = await addPerson(deps)({ issuer, subject, name });
    if ('isFrontDesk' in person) await addToFrontDesk(deps)(personId);
    for (const department of names)
      await addMember(deps)({
        personId,
        departmentId: ids.get(department) ?? asId<'department'>(''),
      });
  }
};
