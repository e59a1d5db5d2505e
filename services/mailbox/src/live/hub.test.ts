import { describe, expect, it, vi } from 'vitest';

import { parseNotice } from './channel.ts';
import { createLiveHub, type LiveStream } from './hub.ts';

const stream = (session: string, ...departments: string[]) => ({
  session,
  departments: new Set(departments),
  send: vi.fn<LiveStream['send']>(),
  end: vi.fn<LiveStream['end']>(),
});
const event = { departmentId: 'care', messageId: 'message' };

describe('the hub of live streams', () => {
  it('tells those of the department and nobody else', () => {
    const hub = createLiveHub();
    const [anna, cecilia] = [stream('a', 'care', 'school'), stream('c', 'school')];
    hub.add(anna);
    hub.add(cecilia);
    hub.publish(event);
    expect(anna.send).toHaveBeenCalledExactlyOnceWith(event);
    expect(cecilia.send).not.toHaveBeenCalled();
  });

  it('tells nothing to a stream that was taken away', () => {
    const hub = createLiveHub();
    const anna = stream('a', 'care');
    hub.add(anna)();
    hub.publish(event);
    expect(anna.send).not.toHaveBeenCalled();
  });

  it('ends all streams of a session', () => {
    const hub = createLiveHub();
    const streams = [stream('a'), stream('a'), stream('b')];
    streams.forEach(hub.add);
    hub.endSession('a');
    expect(streams.map(({ end }) => end.mock.calls.length)).toEqual([1, 1, 0]);
  });

  it('lets the oldest of a session go when there are more than eight', () => {
    const hub = createLiveHub();
    const streams = Array.from({ length: 9 }, () => stream('a'));
    streams.forEach(hub.add);
    expect(streams.map(({ end }) => end.mock.calls.length)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('counts them', () => {
    const counts: number[] = [];
    const hub = createLiveHub((open) => counts.push(open));
    const remove = hub.add(stream('a'));
    hub.add(stream('b'));
    remove();
    remove();
    hub.endAll();
    expect(counts).toEqual([1, 2, 1, 0]);
  });
});

describe('a notice from the database', () => {
  it('names a department and a message', () => {
    const ids = {
      departmentId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
      messageId: '3f9a19ff-8b86-4d01-b42d-00cf4fc964ff',
    };
    expect(parseNotice(JSON.stringify(ids))).toEqual(ids);
  });

  it.each(['', '{', '{}', 'null', '{"departmentId":"1","messageId":"2"}'])(
    'that says %j is passed over',
    (payload) => {
      expect(parseNotice(payload)).toBeUndefined();
    },
  );
});
