-- As 0057_log.sql has it, with what tells whom a document concerns, and what partners read and take along in the room: a patient
-- who asks who read about them is told of these as well.
create or replace function log_reads() returns text[]
language sql immutable as $$
  select array['page', 'text', 'partner-details', 'concerned', 'download', 'print', 'sent-page', 'sent-receipt',
    'approval-page', 'read-incident', 'export-incident', 'front-desk-found', 'room-page', 'room-download']
$$;
