import { verifyChain } from '../../audit/chain.ts';
import { readAudit } from '../../audit/read-audit.ts';
import type { Check } from '../doctor.ts';
import { ok, wrong } from '../finding.ts';

/** The audit's hash chain is whole. */
export const checkAudit: Check = async ({ database }) => {
  const result = await verifyChain(readAudit(database));
  return [
    result.ok
      ? ok('audit', `the chain is whole: ${result.rows} rows`)
      : wrong(
          'audit',
          `the chain is broken at row ${result.seq} (${result.fault})`,
          'an incident: keep the database as it is, and compare with a backup',
        ),
  ];
};
