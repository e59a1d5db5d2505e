import { describe, expect, it } from 'vitest';
import { firstPaint } from './first-paint.ts';
import { boot, counted, department, me, now, summary } from './testing/data.ts';

const hostile = '"><img src=x onerror=alert(1)>\'';

describe('the first paint', () => {
  it('shows a row with sender, time, pages, wholeness and state', () => {
    const text = firstPaint(boot(), { now }).replace(/<[^>]*>|\s+/g, ' ');
    for (const word of ['0226-64 50 00', 'to 0225-456 00', '07:41', '3 p.', 'whole', 'new'])
      expect(text).toContain(word);
  });

  it('links a row to its message in this department and view', () => {
    expect(firstPaint(boot(), { now })).toContain(
      'href="/m/message-1?department=department-1&amp;view=new"',
    );
  });

  it('marks the row of the message that the address names', () => {
    const open = firstPaint(boot(), { now, messageId: 'message-1' });
    expect(open).toContain('row row--new row--open');
    expect(firstPaint(boot(), { now })).not.toContain('row--open');
  });

  it('lets nothing that came from outside become markup', () => {
    const text = firstPaint(
      boot({
        me: me({
          person: { id: 'anna', name: hostile },
          departments: [department({ name: hostile })],
        }),
        list: {
          messages: [
            summary({
              id: hostile,
              tsi: hostile,
              from: { national: hostile, full: hostile },
              to: { national: hostile, full: hostile },
              handling: { state: 'taken', by: { id: 'b', name: hostile }, at: now.toISOString() },
            }),
          ],
          next: null,
        },
      }),
      { now },
    );
    expect(text).not.toContain('<img');
    expect(text).not.toMatch(/"[^"<>]*"><img/);
  });

  it('uses no inline style or script, which the policy would refuse', () => {
    expect(firstPaint(boot(), { now })).not.toMatch(/ style=| on[a-z]+=|<script/);
  });

  it('says when the last one came and when the lines were checked where nothing is new', () => {
    const empty = boot({ list: { messages: [], next: null } });
    expect(firstPaint(empty, { now })).toContain(
      'Nothing new. The last one came 07:41; lines checked 09:10',
    );
  });

  it('shows the frame in Swedish to whom reads Swedish', () => {
    expect(firstPaint(boot({ me: me({ locale: 'sv' }) }), { now })).toContain('Kräver åtgärd');
  });

  it('has the counters of the department beside its views', () => {
    const some = me({ departments: [department({ counters: counted({ new: 17 }) })] });
    expect(firstPaint(boot({ me: some }), { now })).toContain(
      '<span class="rail__count">17</span>',
    );
  });

  it('shows where one is in what goes out, and no row of what came in', () => {
    const text = firstPaint(boot(), {
      now,
      outgoing: { kind: 'sent', show: 'all', sendingId: null },
    });
    expect(text).toMatch(/rail__view--sent"[^>]* aria-current="page"/);
    expect(text.match(/aria-current/g)).toHaveLength(1);
    expect(text).not.toContain('0226-64 50 00');
  });

  it('offers to write a fax where one can be sent', () => {
    const cannot = { ...department().sending, canSend: false };
    const departments = [department({ sending: cannot })];
    expect(firstPaint(boot(), { now })).toContain('New message');
    expect(firstPaint(boot({ me: me({ departments }) }), { now })).not.toContain('New message');
  });

  it('is empty for a person without a department', () => {
    expect(firstPaint(boot({ me: me({ departments: [] }) }), { now })).toBe('');
  });
});
