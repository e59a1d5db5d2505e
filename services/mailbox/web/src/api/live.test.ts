import { expect, it } from 'vitest';
import { connectLive, type Stream } from './live.ts';

type Listener = (event: { readonly data: string }) => void;

class FakeStream implements Stream {
  readyState = 0;
  isClosed = false;
  readonly listeners = new Map<string, Listener>();

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }
  say(type: string, data = ''): void {
    this.listeners.get(type)?.({ data });
  }
  refuse(): void {
    this.readyState = 2;
    this.say('error');
  }
  close(): void {
    this.isClosed = true;
  }
}

const listening = () => {
  const streams: FakeStream[] = [];
  const told: unknown[] = [];
  const states: string[] = [];
  const pauses: { ms: number; run: () => void }[] = [];
  const stop = connectLive({
    open: () => {
      const stream = new FakeStream();
      streams.push(stream);
      return stream;
    },
    after: (ms, run) => {
      const pause = { ms, run };
      pauses.push(pause);
      return () => pauses.splice(pauses.indexOf(pause), 1);
    },
    onEvent: (event) => told.push(event),
    onSending: (event) => told.push(event),
    onAnnouncement: () => told.push('announcement'),
    onState: (state) => states.push(state),
  });
  return { streams, told, states, pauses, stop };
};

it('passes events on and keeps quiet about what it does not understand', () => {
  const { streams, told } = listening();
  const event = { departmentId: 'd1', messageId: 'm1' };
  streams[0]?.say('message', JSON.stringify(event));
  streams[0]?.say('message', 'not json');
  streams[0]?.say('message', '{}');
  expect(told).toEqual([event]);
});

it('tells what became of a fax that was sent from what came in', () => {
  const { streams, told } = listening();
  const event = { departmentId: 'd1', sendingId: 's1' };
  streams[0]?.say('sending', JSON.stringify(event));
  streams[0]?.say('sending', JSON.stringify({ departmentId: 'd1', messageId: 'm1' }));
  expect(told).toEqual([event]);
});

it('says when contact is lost and when it is back', () => {
  const { streams, states } = listening();
  streams[0]?.say('open');
  streams[0]?.say('error');
  streams[0]?.say('open');
  expect(states).toEqual(['live', 'lost', 'live']);
});

it('leaves reconnecting to the browser as long as the browser tries', () => {
  const { streams, pauses } = listening();
  streams[0]?.say('error');
  expect(pauses).toEqual([]);
});

it('tries again after a refusal, more slowly each time, up to 15 s', () => {
  const { streams, pauses } = listening();
  for (let round = 0; round < 6; round++) {
    streams[round]?.refuse();
    pauses[round]?.run();
  }
  expect(pauses.map(({ ms }) => ms)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
});

it('starts from the short pause again after it has been connected', () => {
  const { streams, pauses } = listening();
  streams[0]?.refuse();
  pauses[0]?.run();
  streams[1]?.say('open');
  streams[1]?.refuse();
  expect(pauses.map(({ ms }) => ms)).toEqual([1000, 1000]);
});

it('ends the stream and the waiting when it is stopped', () => {
  const { streams, pauses, stop } = listening();
  streams[0]?.refuse();
  stop();
  expect(pauses).toEqual([]);
  expect(streams[0]?.isClosed).toBe(true);
});

it('passes on that something is announced', () => {
  const { streams, told } = listening();
  streams[0]?.say('announcement', JSON.stringify({ departmentId: 'd1', announcementId: 'a1' }));
  expect(told).toEqual(['announcement']);
});
