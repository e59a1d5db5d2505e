import { roomRole, serviceRoles } from '@kuvert/platform/postgres/migrate';

import type { Check } from '../doctor.ts';
import { ok, wrong, type Finding } from '../finding.ts';

/** What a service must never be able to do, whatever else it is granted (infra/migrations has the grants). */
const forbidden: readonly { role: string; tables: readonly string[]; privileges: string[] }[] = [
  {
    role: serviceRoles.ingest,
    tables: [
      'document',
      'superseded_document',
      'department_identity',
      'handling',
      'timeline',
      'person',
      'session',
      'audit',
    ],
    privileges: ['select'],
  },
  {
    role: serviceRoles.outbound,
    tables: [
      'document',
      'superseded_document',
      'department_identity',
      'message',
      'person',
      'session',
      'audit',
    ],
    privileges: ['select'],
  },
  {
    role: serviceRoles.ingest,
    tables: [
      ...['send_order', 'send_document', 'send_act', 'delivery', 'delivery_fact', 'service_key'],
      'carrier_hold',
    ],
    privileges: ['select', 'insert', 'update'],
  },
  { role: serviceRoles.outbound, tables: ['send_act'], privileges: ['select'] },
  {
    role: serviceRoles.outbound,
    tables: ['send_order', 'send_act', 'service_key'],
    privileges: ['insert', 'update'],
  },
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['delivery_fact', 'send_act', 'service_key'],
    privileges: ['update'],
  })),
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['audit', 'schema_migration', 'department', 'department_key', 'department_identity'],
    privileges: ['insert', 'update'],
  })),
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['message'],
    privileges: role === serviceRoles.ingest ? [] : ['insert', 'update'],
  })),
  // what is stored is sealed once and never changed
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['document', 'message_text'],
    privileges: ['update'],
  })),
  ...[serviceRoles.ingest, serviceRoles.outbound].map((role) => ({
    role,
    tables: ['contact', 'contact_event', 'second_look'],
    privileges: ['select', 'insert', 'update'],
  })),
  // what was done stays as the database itself wrote it down
  { role: serviceRoles.mailbox, tables: ['contact_event'], privileges: ['insert', 'update'] },
  { role: serviceRoles.mailbox, tables: ['second_look'], privileges: ['update'] },
  // forward_message and deliver_in_house alone write them
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['forwarding', 'in_house'],
    privileges: ['insert', 'update'],
  })),
  // the operator says who answers the telephone, looks after the house, and looks through its log
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['front_desk', 'house_role'],
    privileges:
      role === serviceRoles.mailbox ? ['insert', 'update'] : ['select', 'insert', 'update'],
  })),
  // administrators are told of what others did by functions that did it themselves
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['house_announcement', 'house_announcement_seen'],
    privileges: ['select', 'insert', 'update'],
  })),
  // reads of the log and samples of it are made by functions that look at the role; what was signed stays
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['log_review', 'log_review_item'],
    privileges:
      role === serviceRoles.mailbox ? ['insert', 'update'] : ['select', 'insert', 'update'],
  })),
  ...[serviceRoles.ingest, serviceRoles.outbound].map((role) => ({
    role,
    tables: ['house_key', 'audit_checkpoint'],
    privileges: ['select', 'insert', 'update'],
  })),
  { role: serviceRoles.mailbox, tables: ['house_key', 'audit_checkpoint'], privileges: ['update'] },
  // the operator says by which channel something may go
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['routing_rule'],
    privileges:
      role === serviceRoles.mailbox ? ['insert', 'update'] : ['select', 'insert', 'update'],
  })),
  // and when a department demands less of logins
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['department_exception'],
    privileges: ['select', 'insert', 'update'],
  })),
  // and which groups make members
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: [
      ...[
        'department_group',
        'login_group',
        'scim_token',
        'scim_user',
        'scim_group',
        'scim_member',
      ],
    ],
    privileges: ['select', 'insert', 'update'],
  })),
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['membership', 'fax_number'],
    privileges: ['insert', 'update', 'delete'],
  })),
  // who they are stays as their first login, the directory or an administrator said
  ...[serviceRoles.ingest, serviceRoles.outbound].map((role) => ({
    role,
    tables: ['person', 'session', 'membership'],
    privileges: ['insert', 'update', 'delete'],
  })),
  // and which systems act
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['api_client', 'api_client_secret'],
    privileges:
      role === serviceRoles.mailbox ? ['insert', 'update'] : ['select', 'insert', 'update'],
  })),
  ...[serviceRoles.ingest, serviceRoles.outbound].map((role) => ({
    role,
    tables: ['api_request'],
    privileges: ['select', 'insert', 'update'],
  })),
  // outbound signs and sends what the operator and the database's own triggers say
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['webhook_endpoint', 'webhook_secret', 'webhook_event'],
    privileges: role === serviceRoles.outbound ? ['insert'] : ['select', 'insert', 'update'],
  })),
  { role: serviceRoles.outbound, tables: ['webhook_secret'], privileges: ['update'] },
  // the operator says who the partners are, what they call departments, and what proves them
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['partner', 'partner_key', 'partner_function', 'department_address'],
    privileges: ['insert', 'update'],
  })),
  // ingest gives tokens and takes messages, outbound gives replies away; neither does the other's
  { role: serviceRoles.ingest, tables: ['partner_message'], privileges: ['select', 'update'] },
  {
    role: serviceRoles.ingest,
    tables: ['partner_reply'],
    privileges: ['select', 'insert', 'update'],
  },
  {
    role: serviceRoles.outbound,
    tables: ['partner_message'],
    privileges: ['select', 'insert', 'update'],
  },
  {
    role: serviceRoles.outbound,
    tables: ['partner_token', 'partner_receipt', 'partner_reply'],
    privileges: ['insert'],
  },
  {
    role: serviceRoles.mailbox,
    tables: ['partner_token', 'partner_assertion', 'partner_key', 'partner_receipt'],
    privileges: ['select', 'insert', 'update'],
  },
  {
    role: serviceRoles.mailbox,
    tables: ['partner_message', 'partner_reply'],
    privileges: ['insert', 'update'],
  },
  // how a referral goes is said by its department
  {
    role: serviceRoles.ingest,
    tables: ['referral'],
    privileges: ['select', 'update'],
  },
  {
    role: serviceRoles.outbound,
    tables: ['referral'],
    privileges: ['select', 'insert', 'update'],
  },
  // what can't be taken by SDK, ingest alone knows
  ...[serviceRoles.outbound, serviceRoles.mailbox].map((role) => ({
    role,
    tables: ['sdk_held'],
    privileges: ['select', 'insert', 'update'],
  })),
  // people of partners see what lies in the room, and nothing of the mailbox's; the mailbox none of the room's
  {
    role: roomRole,
    tables: [
      ...['message', 'document', 'department', 'department_key', 'department_identity', 'person'],
      ...[
        'session',
        'membership',
        'handling',
        'timeline',
        'send_order',
        'send_document',
        'contact',
      ],
      ...['partner_message', 'partner_reply', 'referral', 'room_membership', 'audit'],
    ],
    privileges: ['select', 'update'],
  },
  { role: roomRole, tables: ['room_message', 'room_key', 'room_identity'], privileges: ['insert'] },
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['room_identity', 'room_document', 'room_person', 'room_session', 'room_membership'],
    privileges: ['select', 'update'],
  })),
  {
    role: serviceRoles.ingest,
    tables: ['room_message', 'room_key'],
    privileges: ['select', 'insert', 'update'],
  },
  // the operator says where faxes are exported to
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['export_folder'],
    privileges:
      role === serviceRoles.mailbox ? ['insert', 'update'] : ['select', 'insert', 'update'],
  })),
  ...[serviceRoles.ingest, serviceRoles.outbound].map((role) => ({
    role,
    tables: ['message_export'],
    privileges: ['select', 'insert', 'update'],
  })),
  // the operator says who is told, and the database's own functions of what
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['notice_setting', 'notice_address'],
    privileges: ['select', 'insert', 'update'],
  })),
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['notice', 'notice_message'],
    privileges:
      role === serviceRoles.mailbox ? ['insert', 'update'] : ['select', 'insert', 'update'],
  })),
  // what a department is told the database's own functions say
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['announcement', 'announcement_seen'],
    privileges: role === serviceRoles.mailbox ? ['update'] : ['select', 'insert', 'update'],
  })),
  { role: serviceRoles.mailbox, tables: ['announcement'], privileges: ['insert'] },
  // break_the_glass alone opens another department
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['break_glass'],
    privileges:
      role === serviceRoles.mailbox ? ['insert', 'update'] : ['select', 'insert', 'update'],
  })),
  // what was recorded stays as it was recorded
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['incident', 'incident_act', 'incident_document'],
    privileges: role === serviceRoles.mailbox ? ['update'] : ['select', 'insert', 'update'],
  })),
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['incident_document'],
    privileges: ['insert'],
  })),
  // lists of junk senders are the functions' alone
  ...Object.values(serviceRoles).map((role) => ({
    role,
    tables: ['junk_sender'],
    privileges: ['select', 'insert', 'update'],
  })),
  // the mailbox alone knows whom a document concerns
  ...[serviceRoles.ingest, serviceRoles.outbound].map((role) => ({
    role,
    tables: ['message_concern'],
    privileges: ['select', 'insert', 'update'],
  })),
  ...[serviceRoles.ingest, serviceRoles.outbound].map((role) => ({
    role,
    tables: ['message_text', 'resend'],
    privileges: ['select', 'insert'],
  })),
];

const isolated = [
  ...['department', 'department_key', 'department_identity', 'fax_number', 'membership'],
  ...['department_group', 'login_group', 'scim_token', 'scim_user', 'scim_group', 'scim_member'],
  ...[
    'message',
    'message_page',
    'message_intake',
    'message_text',
    'document',
    'superseded_document',
    'handling',
    'message_concern',
  ],
  ...['resend', 'timeline', 'work', 'forwarding', 'junk_sender'],
  ...[
    'send_order',
    'send_document',
    'send_act',
    'delivery',
    'delivery_fact',
    'contact',
    'contact_event',
    'second_look',
  ],
  ...[
    'incident',
    'incident_act',
    'incident_document',
    'front_desk',
    'house_role',
    'house_key',
    'audit_checkpoint',
    'log_review',
    'log_review_item',
    'api_request',
  ],
  ...['webhook_endpoint', 'webhook_secret', 'webhook_event'],
  ...['export_folder', 'message_export'],
  ...['routing_rule', 'in_house'],
  ...['partner_receipt', 'partner_message', 'partner_reply', 'referral'],
  ...['notice_setting', 'notice_address', 'notice', 'notice_message'],
  ...['announcement', 'announcement_seen', 'break_glass'],
  ...['house_announcement', 'house_announcement_seen'],
  ...['room_key', 'room_identity', 'room_membership', 'room_message', 'room_document'],
];

const todo =
  'somebody changed rights by hand: compare with infra/migrations (0003_access.sql and what came later) and set them right';

/** Services' roles are what the migrations made them: least privilege, rows isolated. */
export const checkRoles: Check = async ({ database }) => {
  const findings: Finding[] = [];
  const { rows: strong } = await database.query<{ role: string }>(
    `select rolname as role from pg_roles
      where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    [[roomRole, ...Object.values(serviceRoles)]],
  );
  for (const { role } of strong)
    findings.push(wrong('roles', `${role} may do what only an administrator may`, todo));
  for (const { role, tables, privileges } of forbidden) {
    const { rows } = await database.query<{ name: string; privilege: string }>(
      `select t as name, p as privilege from unnest($2::text[]) t, unnest($3::text[]) p
        where case p when 'delete' then has_table_privilege($1, 'public.' || t, p)
              else has_any_column_privilege($1, 'public.' || t, p) end`,
      [role, tables, privileges],
    );
    for (const { name, privilege } of rows)
      findings.push(wrong('roles', `${role} may ${privilege} ${name}`, todo));
  }
  const { rows: open } = await database.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace
        and relname = any($1) and not relrowsecurity order by 1`,
    [isolated],
  );
  for (const { name } of open)
    findings.push(wrong('roles', `row-level security is off for ${name}`, todo));
  return findings.length > 0
    ? findings
    : [ok('roles', 'services may do what they need and no more; ingest can read no document')];
};
