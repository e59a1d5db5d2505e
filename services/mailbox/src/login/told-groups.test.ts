import { describe, expect, it } from 'vitest';

import { presets } from './presets.ts';
import { longestGroupName, mostGroups, toldGroups } from './told-groups.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `group ${index}`);

describe('groups in an ID token', () => {
  it('are those of the claim, each once, and none where it is empty', () => {
    expect(toldGroups(presets.keycloak, { groups: ['a', 'b', 'a'] })).toEqual({
      kind: 'told',
      names: ['a', 'b'],
    });
    expect(toldGroups(presets.keycloak, { groups: 'a' })).toEqual({ kind: 'told', names: ['a'] });
    expect(toldGroups(presets.keycloak, { groups: [] })).toEqual({ kind: 'told', names: [] });
  });

  it('are unsaid without the claim, which is another thing than none', () => {
    expect(toldGroups(presets.entra, { roles: ['a'] })).toBeUndefined();
  });

  it('are unclear when the provider says that there are too many for a token', () => {
    const overage = { kind: 'unclear', reason: 'overage' };
    const sources = {
      src1: { endpoint: 'https://graph.microsoft.com/v1.0/users/1/getMemberObjects' },
    };
    const elsewhere = { _claim_names: { groups: 'src1' }, _claim_sources: sources };
    expect(toldGroups(presets.entra, elsewhere)).toEqual(overage);
    expect(toldGroups(presets.entra, { ...elsewhere, groups: ['a'] })).toEqual(overage);
    expect(toldGroups(presets.entra, { hasgroups: true })).toEqual(overage);
  });

  it.each([
    ['a number', [1]],
    ['an object', { a: 1 }],
    ['a list in a list', [['a']]],
    ['null', null],
    ['an empty name', ['a', '']],
    ['a name too long', ['a'.repeat(longestGroupName + 1)]],
    ['too many', names(mostGroups + 1)],
  ])('are unclear when the claim has %s', (_what, groups) => {
    expect(toldGroups(presets.entra, { groups })).toEqual({ kind: 'unclear', reason: 'malformed' });
  });

  it('are a commission where the provider knows commissions, and theirs to choose when it names several', () => {
    const commissionHsaId = 'SE2321000016-1A2B';
    expect(toldGroups(presets.inera, { commissionHsaId, groups: ['a'] })).toEqual({
      kind: 'told',
      names: [commissionHsaId],
    });
    const several = [commissionHsaId, 'SE2321000016-3C4D'];
    expect(toldGroups(presets.inera, { commissionHsaId: several })).toEqual({
      kind: 'choice',
      names: several,
    });
    expect(toldGroups(presets.inera, { commissionHsaId: names(21) })).toEqual({
      kind: 'unclear',
      reason: 'malformed',
    });
  });
});
