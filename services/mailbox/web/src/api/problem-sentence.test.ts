import { expect, it } from 'vitest';
import { en } from '../words/en.ts';
import { ApiError } from './api.ts';
import { problemSentence } from './problem-sentence.ts';

it('names who was faster', () => {
  const error = new ApiError(409, { code: 'already-taken', details: { by: 'Bo Öberg' } });
  expect(problemSentence(error, en)).toBe('Taken by Bo Öberg just now.');
});

it('says what is safe and the code of what it does not know', () => {
  const sentence = problemSentence(new ApiError(500, { code: 'teapot' }), en);
  expect(sentence).toContain('nothing has been changed');
  expect(sentence).toContain('teapot');
});

it('has a sentence also for what is no answer of the server', () => {
  expect(problemSentence(new TypeError('x'), en)).toBe(en.errors.unexpected);
});
