import type { Command } from '../command.ts';
import { apiClientAdd, apiClientList, apiClientOff, apiClientRotate } from './api-client.ts';
import { auditHead, auditVerify } from './audit.ts';
import { auditSearch } from './audit-search.ts';
import { backupCommand } from './backup.ts';
import {
  departmentAdd,
  departmentAssurance,
  departmentCallBack,
  departmentClosed,
  departmentCloseDown,
  departmentReopen,
  departmentConfirmations,
  departmentLanguage,
  departmentList,
  departmentReminders,
  departmentRename,
  departmentBreakGlass,
  departmentSecondLook,
} from './department.ts';
import { doctorCommand } from './doctor.ts';
import { exceptionAdd, exceptionEnd, exceptionList } from './exception.ts';
import { exportFolderList, exportFolderOff, exportFolderSet } from './export-folder.ts';
import { frontDeskAdd, frontDeskList, frontDeskRemove } from './front-desk.ts';
import { groupAdd, groupList, groupRemove } from './group.ts';
import { roleGive, roleList, roleTake } from './house-role.ts';
import { identityCheckCertificate } from './identity-certificate.ts';
import { identityCheckSamlResponse } from './identity-saml.ts';
import { junkAdd, junkList, junkRemove } from './junk.ts';
import { keysCheckpoints, keysInit, keysOutbound, keysRotate } from './keys.ts';
import { personActivate, personDeactivate, personDrafts } from './leaver.ts';
import { memberAdd, memberList, memberRemove, memberRole } from './member.ts';
import { migrateCommand } from './migrate.ts';
import { noticesAdd, noticesList, noticesOff, noticesRemove, noticesSet } from './notices.ts';
import { numberAdd, numberList, numberMove, numberRemove } from './number.ts';
import { objectsInit, objectsOrphans } from './objects.ts';
import {
  partnerAdd,
  partnerAddressAdd,
  partnerAddressRemove,
  partnerFunctionAdd,
  partnerFunctionRemove,
  partnerFunctionSdk,
  partnerKeyAdd,
  partnerKeyRemove,
  partnerList,
  partnerOff,
  partnerOn,
} from './partner.ts';
import { personAdd, personList } from './person.ts';
import { providerStatus } from './provider.ts';
import { recoveryInit } from './recovery.ts';
import { reportFaxShare } from './report.ts';
import { restoreCommand } from './restore.ts';
import { roomKeysRotate } from './room-keys.ts';
import { roomMemberAdd, roomMemberList, roomMemberRemove } from './room-member.ts';
import { roomNoticesList, roomNoticesOff, roomNoticesSet } from './room-notices.ts';
import { routingAdd, routingList, routingRemove, routingWhy } from './routing.ts';
import { scimTokenAdd, scimTokenList, scimTokenRemove } from './scim.ts';
import { sessionEnd, sessionEndAll, sessionList, sessionPeople } from './session.ts';
import { sdkHeld } from './sdk-held.ts';
import { sdkReceipt } from './sdk.ts';
import { textAgain } from './text.ts';
import {
  webhookAdd,
  webhookEvents,
  webhookList,
  webhookOff,
  webhookOn,
  webhookResend,
  webhookRotate,
  webhookTest,
} from './webhook.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  doctorCommand,
  providerStatus,
  migrateCommand,
  objectsInit,
  keysInit,
  keysRotate,
  keysOutbound,
  keysCheckpoints,
  recoveryInit,
  departmentAdd,
  departmentList,
  departmentRename,
  departmentLanguage,
  departmentCallBack,
  departmentClosed,
  departmentCloseDown,
  departmentReopen,
  departmentAssurance,
  exceptionAdd,
  exceptionList,
  exceptionEnd,
  groupAdd,
  groupRemove,
  groupList,
  departmentBreakGlass,
  sessionList,
  sessionPeople,
  sessionEnd,
  sessionEndAll,
  departmentSecondLook,
  departmentConfirmations,
  departmentReminders,
  textAgain,
  numberAdd,
  numberList,
  numberMove,
  numberRemove,
  junkAdd,
  junkRemove,
  junkList,
  personAdd,
  personList,
  personDeactivate,
  personActivate,
  personDrafts,
  memberAdd,
  memberRole,
  memberList,
  memberRemove,
  frontDeskAdd,
  frontDeskList,
  frontDeskRemove,
  roleGive,
  roleTake,
  roleList,
  scimTokenAdd,
  scimTokenList,
  scimTokenRemove,
  routingAdd,
  routingList,
  routingRemove,
  routingWhy,
  reportFaxShare,
  apiClientAdd,
  apiClientList,
  apiClientRotate,
  apiClientOff,
  partnerAdd,
  partnerList,
  partnerOff,
  partnerOn,
  partnerKeyAdd,
  partnerKeyRemove,
  partnerFunctionAdd,
  partnerFunctionSdk,
  partnerFunctionRemove,
  partnerAddressAdd,
  partnerAddressRemove,
  roomMemberAdd,
  roomMemberList,
  roomMemberRemove,
  roomKeysRotate,
  roomNoticesSet,
  roomNoticesList,
  roomNoticesOff,
  webhookAdd,
  webhookList,
  webhookEvents,
  webhookRotate,
  webhookOff,
  webhookOn,
  webhookTest,
  webhookResend,
  exportFolderSet,
  exportFolderList,
  exportFolderOff,
  noticesSet,
  noticesAdd,
  noticesRemove,
  noticesList,
  noticesOff,
  backupCommand,
  restoreCommand,
  auditVerify,
  auditHead,
  auditSearch,
  objectsOrphans,
  sdkReceipt,
  sdkHeld,
  identityCheckCertificate,
  identityCheckSamlResponse,
];
