import type { Command } from '../command.ts';
import { auditHead, auditVerify } from './audit.ts';
import { backupCommand } from './backup.ts';
import {
  departmentAdd,
  departmentCallBack,
  departmentLanguage,
  departmentList,
} from './department.ts';
import { doctorCommand } from './doctor.ts';
import { frontDeskAdd, frontDeskList, frontDeskRemove } from './front-desk.ts';
import { keysInit, keysOutbound, keysRotate } from './keys.ts';
import { memberAdd, memberList, memberRemove } from './member.ts';
import { migrateCommand } from './migrate.ts';
import { numberAdd, numberList, numberRemove } from './number.ts';
import { objectsInit, objectsOrphans } from './objects.ts';
import { personAdd, personList } from './person.ts';
import { recoveryInit } from './recovery.ts';
import { restoreCommand } from './restore.ts';
import { textAgain } from './text.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  doctorCommand,
  migrateCommand,
  objectsInit,
  keysInit,
  keysRotate,
  keysOutbound,
  recoveryInit,
  departmentAdd,
  departmentList,
  departmentLanguage,
  departmentCallBack,
  textAgain,
  numberAdd,
  numberList,
  numberRemove,
  personAdd,
  personList,
  memberAdd,
  memberList,
  memberRemove,
  frontDeskAdd,
  frontDeskList,
  frontDeskRemove,
  backupCommand,
  restoreCommand,
  auditVerify,
  auditHead,
  objectsOrphans,
];
